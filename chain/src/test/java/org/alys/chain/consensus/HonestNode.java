package org.alys.chain.consensus;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.alys.chain.vote.Ballot;
import org.alys.chain.vote.Certificate;
import org.alys.chain.vote.Vote;
import org.alys.primitives.Bytes32;

/** An honest member: the shell around the machine, with a disk that survives crashes. */
class HonestNode implements Participant {
    final Simulation sim;
    final int index;
    final Simplex machine;

    // The disk.
    private final Map<Bytes32, Candidate> blocks = new HashMap<>();
    private final Map<Bytes32, Certificate> notarizations = new HashMap<>();
    private final Map<Bytes32, Certificate> finalizations = new HashMap<>();
    private final List<Certificate> skips = new ArrayList<>();
    private final List<Ballot> ownBallots = new ArrayList<>();
    private final TreeMap<Long, Bytes32> ownProposals = new TreeMap<>();
    private Candidate finalBlock;

    // Memory.
    SimplexState state;
    private boolean up = true;
    private final Deque<Event> pending = new ArrayDeque<>();
    private final List<Message.Proposal> deferred = new ArrayList<>();

    // What tests look at.
    int votesCast;
    int certificatesOfBlocks;
    int events;
    final List<Effect.Evidence> evidence = new ArrayList<>();
    private final TreeMap<Long, Long> finalAtMillis = new TreeMap<>();

    HonestNode(Simulation sim, int index) {
        this.sim = sim;
        this.index = index;
        machine = Simplex.member(sim.quorum, index);
        finalBlock = sim.genesis;
        state = machine.restore(Restored.genesis(sim.genesis)).state();
    }

    boolean isUp() {
        return up;
    }

    /** How long into its slot the block of {@code slot} was final here; empty if it was not by the end of that slot. */
    Optional<Long> finalWithinSlotMillis(long slot) {
        return Optional.ofNullable(finalAtMillis.get(slot));
    }

    void crash() {
        up = false;
        pending.clear();
        deferred.clear();
    }

    void restart() {
        if (up) {
            return;
        }
        up = true;
        Step restored = machine.restore(fromDisk());
        state = restored.state();
        restored.effects().forEach(this::carryOut);
        tell(new Event.SlotBegan(sim.slot()));
    }

    @Override
    public void beginSlot(long slot) {
        tell(new Event.SlotBegan(slot));
    }

    @Override
    public void reachDeadline(long slot) {
        tell(new Event.SkipDeadline(slot));
    }

    @Override
    public void receive(int from, Message message) {
        if (!up) {
            return;
        }
        switch (message) {
            case Message.Proposal proposal -> consider(proposal);
            case Message.OneVote one -> tell(new Event.VoteReceived(one.vote()));
            case Message.OneCertificate one -> tell(new Event.CertificateReceived(one.certificate()));
            case Message.Ask ask -> tell(new Event.SkipRequested(ask.fromSlot(), ask.toSlot(), ask.by()));
            case Message.Want want -> serve(want);
            case Message.Blocks sent -> sent.chain().forEach(this::consider);
        }
        retryDeferred();
    }

    void tell(Event first) {
        if (!up) {
            return;
        }
        pending.addLast(first);
        while (!pending.isEmpty()) {
            events++;
            Step step = machine.step(state, pending.removeFirst());
            state = step.state();
            for (Effect effect : step.effects()) {
                carryOut(effect);
            }
        }
    }

    void carryOut(Effect effect) {
        switch (effect) {
            case Effect.Propose propose -> propose(propose);
            case Effect.Cast cast -> cast(cast.ballot());
            case Effect.Formed formed -> {
                Certificate certificate = Simulation.certificate(formed.ballot(), formed.votes());
                broadcast(new Message.OneCertificate(certificate));
                pending.addFirst(new Event.CertificateReceived(certificate));
            }
            case Effect.Certified certified -> {
                certificatesOfBlocks++;
                notarizations.put(certified.block().root(), certified.certificate());
            }
            case Effect.Skipped skipped -> skips.add(skipped.certificate());
            case Effect.Finalised finalised -> finalised(finalised);
            case Effect.AskSkip ask -> broadcast(new Message.Ask(ask.fromSlot(), ask.toSlot(), index));
            case Effect.Share share -> share.certificates().forEach(this::publish);
            case Effect.Resend resend -> {
                resend.ballots().forEach(this::sendVote);
                resend.certificates().forEach(this::publish);
            }
            case Effect.Missing missing -> want(missing.root());
            case Effect.Evidence found -> {
                evidence.add(found);
                broadcast(new Message.OneVote(found.first()));
                broadcast(new Message.OneVote(found.second()));
            }
            case Effect.ProposerEquivocated found -> {
                broadcast(new Message.Proposal(found.first(), List.of()));
                broadcast(new Message.Proposal(found.second(), List.of()));
            }
            case Effect.SafetyViolated violated -> {
                // The machine has stopped; the state says why.
            }
        }
    }

    void propose(Effect.Propose propose) {
        Candidate block = new Candidate(sim.freshRoot(), propose.parent().root(), propose.slot(), index);
        if (!SlashingRule.mayPropose(Optional.ofNullable(ownProposals.get(block.slot())), block.root())) {
            throw new AssertionError("member " + index + " proposes twice in slot " + block.slot());
        }
        ownProposals.put(block.slot(), block.root());
        broadcast(new Message.Proposal(block, justification(propose)));
        keep(block);
    }

    void keep(Candidate block) {
        blocks.put(block.root(), block);
        pending.addLast(new Event.CandidateAccepted(block));
    }

    static List<Certificate> justification(Effect.Propose propose) {
        List<Certificate> justification = new ArrayList<>(propose.skipCertificates());
        propose.parentCertificate().ifPresent(justification::add);
        return justification;
    }

    private void cast(Ballot ballot) {
        SlashingRule.contradicted(ownBallots, ballot).ifPresent(past -> {
            throw new AssertionError("member " + index + " casts " + ballot + " after " + past);
        });
        ownBallots.add(ballot);
        votesCast++;
        sendVote(ballot);
        pending.addLast(new Event.VoteReceived(vote(ballot)));
    }

    private void sendVote(Ballot ballot) {
        if (!ownBallots.contains(ballot)) {
            throw new AssertionError("member " + index + " repeats a vote it never cast: " + ballot);
        }
        broadcast(new Message.OneVote(vote(ballot)));
    }

    private Vote vote(Ballot ballot) {
        return new Vote(ballot, index, Simulation.SIGNATURE);
    }

    private void publish(Certificate certificate) {
        broadcast(new Message.OneCertificate(certificate));
    }

    final void broadcast(Message message) {
        for (int to = 0; to < sim.quorum.members(); to++) {
            send(to, message);
        }
    }

    void send(int to, Message message) {
        sim.send(index, to, message);
    }

    private void finalised(Effect.Finalised finalised) {
        reportFinal(finalised);
        finalBlock = finalised.head();
        finalizations.put(finalBlock.root(), finalised.certificate());
        skips.removeIf(skip -> skip.ballot().toSlot() <= finalBlock.slot());
        ownBallots.removeIf(ballot -> ballot.toSlot() <= finalBlock.slot() - 100);
        if (finalBlock.slot() == sim.slot()) {
            finalAtMillis.put(finalBlock.slot(), sim.intoSlotMillis(index));
        }
    }

    void reportFinal(Effect.Finalised finalised) {
        sim.safety.finalised(index, sim.genesis.root(), finalised);
    }

    private void consider(Message.Proposal proposal) {
        Candidate block = proposal.block();
        Verdict verdict = machine.judge(state, block, proposal.justification(), state.slot() + 1);
        proposal.justification().forEach(it -> tell(new Event.CertificateReceived(it)));
        switch (verdict) {
            case Verdict.Accept accept -> {
                blocks.put(block.root(), block);
                tell(new Event.CandidateAccepted(block));
            }
            case Verdict.Ignore ignore -> {
                // Nothing to do.
            }
            case Verdict.Reject reject -> {
                if (reject.fault() instanceof Verdict.Fault.ForkBelowFinal) {
                    tell(new Event.ForkSeen(block));
                }
            }
            case Verdict.Defer defer -> {
                if (deferred.size() < 32 && !deferred.contains(proposal)) {
                    deferred.add(proposal);
                }
                for (Verdict.Need need : defer.needs()) {
                    if (need instanceof Verdict.Need.Block missing) {
                        want(missing.root());
                    }
                }
            }
        }
    }

    private void retryDeferred() {
        for (Message.Proposal proposal : List.copyOf(deferred)) {
            boolean stillDeferred = machine.judge(state, proposal.block(), proposal.justification(), state.slot() + 1)
                    instanceof Verdict.Defer;
            if (!stillDeferred) {
                deferred.remove(proposal);
                consider(proposal);
            }
        }
    }

    /** What this node has on disk it takes from there, as a real one would. */
    private void want(Bytes32 root) {
        Candidate stored = blocks.get(root);
        if (stored != null
                && (blocks.containsKey(stored.parentRoot())
                        || state.block(stored.parentRoot()).isPresent())) {
            pending.addLast(new Event.CandidateAccepted(stored));
        } else {
            broadcast(new Message.Want(root, index));
        }
    }

    private void serve(Message.Want want) {
        Deque<Message.Proposal> chain = new ArrayDeque<>();
        Candidate block = blocks.get(want.root());
        while (block != null && chain.size() < 64) {
            List<Certificate> held = new ArrayList<>(2);
            Optional.ofNullable(notarizations.get(block.root())).ifPresent(held::add);
            Optional.ofNullable(finalizations.get(block.root())).ifPresent(held::add);
            chain.addFirst(new Message.Proposal(block, held));
            block = blocks.get(block.parentRoot());
        }
        if (!chain.isEmpty()) {
            send(want.by(), new Message.Blocks(List.copyOf(chain)));
        }
    }

    private Restored fromDisk() {
        List<Certificate> proof = new ArrayList<>(2);
        Optional.ofNullable(notarizations.get(finalBlock.root())).ifPresent(proof::add);
        Optional.ofNullable(finalizations.get(finalBlock.root())).ifPresent(proof::add);
        List<Candidate> above = blocks.values().stream()
                .filter(block -> block.slot() > finalBlock.slot())
                .sorted(Comparator.comparingLong(Candidate::slot))
                .toList();
        List<Certificate> certificates = new ArrayList<>(skips);
        notarizations.values().stream()
                .filter(it -> it.ballot().fromSlot() > finalBlock.slot())
                .forEach(certificates::add);
        OptionalLong lastProposed =
                ownProposals.isEmpty() ? OptionalLong.empty() : OptionalLong.of(ownProposals.lastKey());
        return new Restored(finalBlock, proof, above, certificates, ownBallots, lastProposed);
    }
}
