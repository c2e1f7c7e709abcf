package org.alys.chain.consensus;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.alys.chain.vote.Ballot;
import org.alys.chain.vote.Certificate;
import org.alys.chain.vote.Vote;

/**
 * A Byzantine member. It follows the chain with an honest machine to know what others believe, and signs everything: notarize
 * and finalize for every block it hears of, skip for every slot and for ranges over finalized ones; shows each vote to some
 * members only, early or late; makes certificates of whatever votes it has gathered and shows these to some; and, unless it
 * proposes honestly, proposes two blocks, perhaps late and on whatever parent.
 */
final class Liar extends HonestNode {
    private final boolean proposesHonestly;
    private final Map<Ballot, TreeMap<Integer, Vote>> gathered = new HashMap<>();

    Liar(Simulation sim, int index, boolean proposesHonestly) {
        super(sim, index);
        this.proposesHonestly = proposesHonestly;
    }

    @Override
    public void beginSlot(long slot) {
        super.beginSlot(slot);
        sign(Ballot.skip(slot, slot));
        long back = 1 + sim.random.nextLong(4);
        if (slot > back) {
            sign(Ballot.skip(slot - back, slot - 1));
            whisper(new Message.Ask(slot - back, slot - 1, index));
        }
        gathered.keySet().removeIf(ballot -> ballot.toSlot() < slot - 20);
    }

    @Override
    public void receive(int from, Message message) {
        super.receive(from, message);
        switch (message) {
            case Message.Proposal proposal -> endorse(proposal.block());
            case Message.OneVote one -> gather(one.vote());
            case Message.Ask ask -> sign(Ballot.skip(ask.fromSlot(), ask.toSlot()));
            case Message.OneCertificate one -> whisper(one);
            case Message.Want want -> {
                // The honest part has answered.
            }
            case Message.Blocks blocks -> {
                // The honest part has taken them in.
            }
        }
    }

    @Override
    void carryOut(Effect effect) {
        switch (effect) {
            case Effect.Cast cast -> sign(cast.ballot());
            case Effect.Resend resend -> resend.certificates().forEach(it -> whisper(new Message.OneCertificate(it)));
            case Effect.Evidence kept -> evidence.add(kept);
            case Effect.ProposerEquivocated kept ->
                sign(Ballot.skip(kept.first().slot(), kept.first().slot()));
            default -> super.carryOut(effect);
        }
    }

    @Override
    void reportFinal(Effect.Finalised finalised) {
        // What a liar believes is nobody's concern.
    }

    @Override
    void propose(Effect.Propose propose) {
        if (proposesHonestly) {
            super.propose(propose);
            return;
        }
        List<Certificate> justification = justification(propose);
        List<Candidate> parents = new ArrayList<>(state.rounds.within(0, propose.slot() - 1).stream()
                .flatMap(round -> round.candidates().stream())
                .toList());
        parents.add(propose.parent());
        parents.add(state.finalBlock());
        for (int i = 0; i < 2; i++) {
            Candidate parent =
                    sim.random.nextBoolean() ? propose.parent() : parents.get(sim.random.nextInt(parents.size()));
            Candidate block = new Candidate(sim.freshRoot(), parent.root(), propose.slot(), index);
            keep(block);
            endorse(block);
            whisper(new Message.Proposal(block, justification));
            whisper(new Message.Proposal(block, justification));
        }
    }

    private void endorse(Candidate block) {
        sign(Ballot.notarize(block.slot(), block.root()));
        sign(Ballot.finalize(block.slot(), block.root()));
    }

    private void sign(Ballot ballot) {
        Vote vote = new Vote(ballot, index, Simulation.SIGNATURE);
        gather(vote);
        whisper(new Message.OneVote(vote));
    }

    private void gather(Vote vote) {
        TreeMap<Integer, Vote> votes = gathered.computeIfAbsent(vote.ballot(), ballot -> new TreeMap<>());
        if (votes.putIfAbsent(vote.member(), vote) != null) {
            return;
        }
        if (vote.member() != index && !votes.containsKey(index)) {
            sign(vote.ballot());
        }
        if (votes.size() >= sim.quorum.threshold()) {
            Certificate certificate = Simulation.certificate(vote.ballot(), List.copyOf(votes.values()));
            whisper(new Message.OneCertificate(certificate));
        }
    }

    /** To some members, at once or later. */
    private void whisper(Message message) {
        int audience = sim.random.nextInt(1 << sim.quorum.members());
        for (int to = 0; to < sim.quorum.members(); to++) {
            if ((audience >>> to & 1) != 0) {
                int member = to;
                long delayMillis = sim.random.nextBoolean() ? 0 : sim.random.nextLong(2 * Simulation.SLOT_MILLIS);
                sim.after(delayMillis, () -> sim.send(index, member, message));
            }
        }
    }
}
