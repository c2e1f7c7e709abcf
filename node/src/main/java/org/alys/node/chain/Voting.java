package org.alys.node.chain;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.alys.chain.consensus.Candidate;
import org.alys.chain.consensus.Effect;
import org.alys.chain.consensus.Event;
import org.alys.chain.consensus.Simplex;
import org.alys.chain.consensus.SimplexState;
import org.alys.chain.consensus.Step;
import org.alys.chain.consensus.Verdict;
import org.alys.chain.vote.Ballot;
import org.alys.chain.vote.Certificate;
import org.alys.chain.vote.Vote;
import org.alys.chain.vote.VoteKind;
import org.alys.node.network.FederationLink;
import org.alys.node.network.PeerMessage;
import org.alys.node.network.SignatureCache;
import org.alys.primitives.Bytes32;

/**
 * Drives the voting machine: feeds it events, signs what it casts, adds up what it forms, and sends what others must hear.
 * What concerns blocks rather than votes it hands to {@link Blocks}.
 */
final class Voting {
    private final Simplex simplex;
    private final SignatureCache signatures;
    private final Optional<SlotSigner> signer;
    private final FederationLink link;
    private final Blocks blocks;
    private final Deque<Event> events = new ArrayDeque<>();
    private SimplexState state;
    private List<Effect> owed;

    /** What the machine asks for that is not a matter of votes. Each method returns when its effect is durable. */
    interface Blocks {
        /** Builds, stores and broadcasts a block; empty when that is not possible now. */
        Optional<Candidate> propose(Effect.Propose order);

        void certified(Candidate block, Certificate certificate);

        void skipped(Certificate certificate);

        void finalised(Certificate certificate, List<Candidate> finalBlocks);

        void missing(Effect.Missing missing);

        void evidence(Effect evidence);

        void violated(Effect.SafetyViolated violation);

        /** Whether this node itself has found that the block keeps the rules. */
        boolean isJudged(Bytes32 root);

        /** Whether nothing may be signed now. */
        boolean signingStopped();
    }

    Voting(
            Simplex simplex,
            Step restored,
            SignatureCache signatures,
            Optional<SlotSigner> signer,
            FederationLink link,
            Blocks blocks) {
        this.simplex = simplex;
        this.state = restored.state();
        this.owed = restored.effects();
        this.signatures = signatures;
        this.signer = signer;
        this.link = link;
        this.blocks = blocks;
    }

    /** Carries out what the machine found to do when it was restored. */
    void begin() {
        List<Effect> effects = owed;
        owed = List.of();
        carryOut(effects);
        drain();
    }

    Verdict judge(Candidate candidate, List<Certificate> justification, long nowSlot) {
        return simplex.judge(state, candidate, justification, nowSlot);
    }

    /** The last slot that this node knows to have ended with a certificate, for a block or for skipping it. */
    long lastEndedSlot() {
        return state.skipCertificates().stream()
                .mapToLong(certificate -> certificate.ballot().toSlot())
                .reduce(state.certifiedHead().slot(), Math::max);
    }

    /** Tells the machine, and carries out all that follows from it. */
    void tell(Event event) {
        events.addLast(event);
        drain();
    }

    private void drain() {
        while (!events.isEmpty()) {
            Step step = simplex.step(state, events.removeFirst());
            state = step.state();
            carryOut(step.effects());
        }
    }

    /** Ballots that stand together are signed together: one sync of the slashing store for all. */
    private void carryOut(List<Effect> effects) {
        List<Ballot> casting = new ArrayList<>();
        for (Effect effect : effects) {
            if (effect instanceof Effect.Cast(Ballot ballot)) {
                casting.add(ballot);
            } else {
                cast(casting);
                carryOut(effect);
            }
        }
        cast(casting);
    }

    private void carryOut(Effect effect) {
        switch (effect) {
            case Effect.Cast(Ballot ballot) -> cast(new ArrayList<>(List.of(ballot)));
            case Effect.Propose order when blocks.signingStopped() -> {}
            case Effect.Propose order ->
                blocks.propose(order).ifPresent(block -> events.addLast(new Event.CandidateAccepted(block)));
            case Effect.Formed(var ballot, List<Vote> votes) -> {
                Certificate certificate = signatures.certificate(votes);
                link.broadcast(new PeerMessage.Certificates(List.of(certificate)));
                events.addFirst(new Event.CertificateReceived(certificate));
            }
            case Effect.Certified(var block, var certificate) -> blocks.certified(block, certificate);
            case Effect.Skipped(var certificate) -> blocks.skipped(certificate);
            case Effect.Finalised(var certificate, var finalBlocks) -> blocks.finalised(certificate, finalBlocks);
            // Who may not propose needs no cover for a block.
            case Effect.AskSkip _ when blocks.signingStopped() -> {}
            case Effect.AskSkip(long from, long to) -> link.broadcast(new PeerMessage.SkipRequest(from, to));
            case Effect.Share(var certificates) -> link.broadcast(new PeerMessage.Certificates(certificates));
            case Effect.Resend(var ballots, var certificates) -> {
                if (!certificates.isEmpty()) {
                    link.broadcast(new PeerMessage.Certificates(certificates));
                }
                cast(new ArrayList<>(ballots));
            }
            case Effect.Missing missing -> blocks.missing(missing);
            case Effect.Evidence evidence -> {
                link.broadcast(new PeerMessage.Votes(List.of(evidence.first(), evidence.second())));
                blocks.evidence(evidence);
            }
            case Effect.ProposerEquivocated equivocation -> blocks.evidence(equivocation);
            case Effect.SafetyViolated violation -> blocks.violated(violation);
        }
    }

    /**
     * Signs what may be signed, sends it, and counts it; empties the list. A block that came with its certificate is one that others have judged:
     * for this node to notarize it would say that it has, too.
     */
    private void cast(List<Ballot> ballots) {
        ballots.removeIf(ballot -> ballot.kind() == VoteKind.NOTARIZE && !blocks.isJudged(ballot.root()));
        if (!ballots.isEmpty() && signer.isPresent() && !blocks.signingStopped()) {
            List<Vote> votes = signer.get().vote(ballots);
            if (!votes.isEmpty()) {
                link.broadcast(new PeerMessage.Votes(votes));
                votes.forEach(vote -> events.addLast(new Event.VoteReceived(vote)));
            }
        }
        ballots.clear();
    }
}
