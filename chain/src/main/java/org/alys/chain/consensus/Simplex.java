package org.alys.chain.consensus;

import java.util.List;
import java.util.OptionalInt;
import org.alys.chain.vote.Ballot;
import org.alys.chain.vote.Certificate;

/**
 * The Simplex voting rule (Chan and Pass, 2023) for one federation, seen by one node. Stateless: it may be shared, and the
 * caller keeps the state.
 */
public final class Simplex {
    private final Quorum quorum;
    private final OptionalInt self;

    private Simplex(Quorum quorum, OptionalInt self) {
        this.quorum = quorum;
        this.self = self;
    }

    /** The machine of the member with this index, from 0. */
    public static Simplex member(Quorum quorum, int index) {
        if (!quorum.contains(index)) {
            throw new IllegalArgumentException("no member " + index + " of " + quorum.members());
        }
        return new Simplex(quorum, OptionalInt.of(index));
    }

    /** The machine of a node that follows and never votes. */
    public static Simplex follower(Quorum quorum) {
        return new Simplex(quorum, OptionalInt.empty());
    }

    public Quorum quorum() {
        return quorum;
    }

    /**
     * Where a node begins, and what it finds to do at once. Its first event is {@link Event.SlotBegan}. Stored blocks and
     * certificates of slots that have not come yet by the node's clock count all the same: they were in time when they came.
     */
    public Step restore(Restored restored) {
        Turn turn = new Turn(quorum, self, restored.finalBlock(), restored.finalCertificates());
        Ledger ledger = new Ledger(turn);
        for (Candidate block : restored.blocks()) {
            turn.slot = Math.max(turn.slot, block.slot());
            ledger.accept(block);
        }
        for (Certificate certificate : restored.certificates()) {
            turn.slot = Math.max(turn.slot, certificate.ballot().toSlot());
            if (turn.violation.isEmpty()) {
                ledger.hold(certificate);
            }
        }
        turn.slot = turn.finalBlock.slot();
        for (Ballot ballot : restored.ownBallots()) {
            if (ballot.toSlot() > turn.finalBlock.slot()) {
                turn.record(ballot);
            }
        }
        restored.lastProposedSlot().ifPresent(slot -> turn.lastProposedSlot = slot);
        // These would tell the store what it has just told.
        turn.effects.removeIf(effect -> effect instanceof Effect.Certified || effect instanceof Effect.Skipped);
        return turn.end();
    }

    /** The next state, and what must be done. A state in which safety is violated never changes and does nothing. */
    public Step step(SimplexState state, Event event) {
        if (state.violation.isPresent()) {
            return new Step(state, List.of());
        }
        Turn turn = new Turn(quorum, self, state);
        Duties duties = new Duties(turn);
        switch (event) {
            case Event.SlotBegan began -> duties.begin(began.slot());
            case Event.SkipDeadline deadline -> duties.reachDeadline(deadline.slot());
            case Event.CandidateAccepted accepted -> new Ledger(turn).accept(accepted.candidate());
            case Event.ForkSeen seen -> new Ledger(turn).examineFork(seen.candidate());
            case Event.VoteReceived received -> new VoteCount(turn).count(received.vote());
            case Event.CertificateReceived received -> new Ledger(turn).hold(received.certificate());
            case Event.SkipRequested request -> duties.answer(request);
        }
        if (turn.violation.isEmpty()) {
            duties.perform();
        }
        return turn.end();
    }

    /**
     * What to do with a proposal whose signature is good, before its contents are validated.
     *
     * @param justification the certificates that came with it, their signatures verified; they are told whatever the verdict
     *     is, and before the candidate
     * @param nowSlot the slot of the clock's time plus the tolerated 500 ms
     */
    public Verdict judge(SimplexState state, Candidate block, List<Certificate> justification, long nowSlot) {
        return new Judge(quorum, state, justification).judge(block, nowSlot);
    }
}
