package org.alys.chain.consensus;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.alys.chain.vote.Ballot;
import org.alys.chain.vote.Certificate;
import org.alys.primitives.Bytes32;

/** One step under way: the parts of the next state, replaced one by one, and the effects so far. Lives within one call. */
final class Turn {
    final Quorum quorum;
    final OptionalInt self;
    final List<Effect> effects = new ArrayList<>();

    Candidate finalBlock;
    List<Certificate> finalCertificates;
    FinalHistory history;
    long slot;
    boolean deadlinePassed;
    Rounds rounds;
    SkipVotes skipVotes;
    SkipCertificates skipCertificates;
    SlotSet ownSkips;
    List<Ballot> recentOwn;
    SlotDuty duty;
    long lastProposedSlot;
    Optional<Violation> violation;

    Turn(Quorum quorum, OptionalInt self, SimplexState state) {
        this.quorum = quorum;
        this.self = self;
        finalBlock = state.finalBlock;
        finalCertificates = state.finalCertificates;
        history = state.history;
        slot = state.slot;
        deadlinePassed = state.deadlinePassed;
        rounds = state.rounds;
        skipVotes = state.skipVotes;
        skipCertificates = state.skipCertificates;
        ownSkips = state.ownSkips;
        recentOwn = state.recentOwn;
        duty = state.duty;
        lastProposedSlot = state.lastProposedSlot;
        violation = state.violation;
    }

    /** Nothing known but the final block. */
    Turn(Quorum quorum, OptionalInt self, Candidate finalBlock, List<Certificate> finalCertificates) {
        this.quorum = quorum;
        this.self = self;
        this.finalBlock = finalBlock;
        this.finalCertificates = finalCertificates;
        history = FinalHistory.of(finalBlock, finalCertificates);
        slot = finalBlock.slot();
        deadlinePassed = false;
        rounds = Rounds.EMPTY;
        skipVotes = SkipVotes.EMPTY;
        skipCertificates = SkipCertificates.EMPTY;
        ownSkips = SlotSet.EMPTY;
        recentOwn = List.of();
        duty = SlotDuty.NONE;
        lastProposedSlot = finalBlock.slot();
        violation = Optional.empty();
    }

    SimplexState state() {
        return new SimplexState(this);
    }

    Step end() {
        return new Step(state(), List.copyOf(effects));
    }

    void say(Effect effect) {
        effects.add(effect);
    }

    /** The proof is passed on before this node falls silent, so that nobody else stays unaware. */
    void violated(Violation found, List<Certificate> proof) {
        violation = Optional.of(found);
        say(new Effect.Share(proof));
        say(new Effect.SafetyViolated(found));
    }

    Optional<Candidate> block(Bytes32 root) {
        return finalBlock.root().equals(root) ? Optional.of(finalBlock) : rounds.block(root);
    }

    boolean certified(Candidate block) {
        return block.equals(finalBlock) || rounds.at(block.slot()).certifies(block.root());
    }

    boolean votesForSlot(long voted) {
        return voted > finalBlock.slot() && voted <= slot + Limits.SLOTS_AHEAD && voted >= slot - Limits.VOTE_WINDOW;
    }

    /** Records an own ballot; the caller has made sure that it contradicts none. */
    void record(Ballot ballot) {
        switch (ballot.kind()) {
            case SKIP -> ownSkips = ownSkips.with(SlotRange.of(ballot));
            case NOTARIZE, FINALIZE ->
                rounds = rounds.with(rounds.at(ballot.fromSlot()).withOwn(ballot));
        }
        List<Ballot> newest = new ArrayList<>(recentOwn);
        newest.remove(ballot);
        newest.add(ballot);
        recentOwn = List.copyOf(newest.subList(Math.max(0, newest.size() - Limits.RESEND_WINDOW * 3), newest.size()));
    }
}
