package org.alys.chain.consensus;

import java.util.List;
import java.util.Optional;
import org.alys.chain.vote.Ballot;
import org.alys.chain.vote.Certificate;
import org.alys.chain.vote.Vote;
import org.alys.chain.vote.VoteKind;

/**
 * Counts votes. Of each member one notarize and one finalize vote counts per slot, and no vote that conflicts with a counted
 * one: the second is evidence instead.
 */
final class VoteCount {
    private final Turn turn;

    VoteCount(Turn turn) {
        this.turn = turn;
    }

    void count(Vote vote) {
        if (!turn.quorum.contains(vote.member())) {
            throw new IllegalArgumentException("no member " + vote.member());
        }
        if (isSettled(vote.ballot())) {
            remind(vote);
        }
        if (vote.ballot().kind() == VoteKind.SKIP) {
            countSkip(vote);
        } else if (turn.votesForSlot(vote.ballot().fromSlot())) {
            countForBlock(vote);
        }
    }

    private void countForBlock(Vote vote) {
        Ballot ballot = vote.ballot();
        Round round = turn.rounds.at(ballot.fromSlot());
        Optional<Vote> counted = round.voteOf(vote.member(), ballot.kind());
        if (counted.isPresent()) {
            if (!counted.get().ballot().equals(ballot)) {
                evidence(round.slot(), counted.get(), vote);
            }
            return;
        }
        if (ballot.kind() == VoteKind.FINALIZE) {
            Optional<Vote> skip = turn.skipVotes.covering(vote.member(), ballot.fromSlot());
            if (skip.isPresent()) {
                evidence(round.slot(), skip.get(), vote);
                return;
            }
        }
        round = round.withVote(vote);
        turn.rounds = turn.rounds.with(round);
        boolean held = round.certificate(ballot.kind())
                .filter(it -> it.ballot().equals(ballot))
                .isPresent();
        if (!held) {
            form(ballot, round.votesFor(ballot));
        }
    }

    private void countSkip(Vote vote) {
        SlotRange range = SlotRange.of(vote.ballot());
        boolean timely = range.to() > turn.finalBlock.slot() && range.to() <= turn.slot + Limits.SLOTS_AHEAD;
        if (!timely || turn.skipVotes.contains(vote)) {
            return;
        }
        for (Round round : turn.rounds.within(range.from(), range.to())) {
            Optional<Vote> finalize = round.voteOf(vote.member(), VoteKind.FINALIZE);
            if (finalize.isPresent()) {
                evidence(round.slot(), finalize.get(), vote);
                return;
            }
        }
        turn.skipVotes = turn.skipVotes.with(vote);
        if (!turn.skipCertificates.contains(range)) {
            form(vote.ballot(), turn.skipVotes.votesFor(vote.ballot()));
        }
    }

    private void form(Ballot ballot, List<Vote> votes) {
        if (votes.size() == turn.quorum.threshold()) {
            turn.say(new Effect.Formed(ballot, votes));
        }
    }

    private void evidence(long slot, Vote first, Vote second) {
        Round round = turn.rounds.at(slot);
        if (!round.equivocators().contains(first.member())) {
            turn.rounds = turn.rounds.with(round.withEquivocator(first.member()));
            turn.say(new Effect.Evidence(first, second));
        }
    }

    /** A vote on past slots of which this node knows the outcome: its sender seems not to. */
    private boolean isSettled(Ballot ballot) {
        if (ballot.toSlot() >= turn.slot || ballot.kind() == VoteKind.NOTARIZE) {
            return false;
        }
        return ballot.toSlot() <= turn.finalBlock.slot()
                || (ballot.kind() == VoteKind.SKIP && turn.skipCertificates.contains(SlotRange.of(ballot)));
    }

    private void remind(Vote vote) {
        if (turn.duty.remindedLaggard() || turn.self.isEmpty() || turn.self.getAsInt() == vote.member()) {
            return;
        }
        List<Certificate> outcome = vote.ballot().toSlot() <= turn.finalBlock.slot()
                ? turn.finalCertificates
                : turn.skipCertificates
                        .covering(vote.ballot().fromSlot())
                        .map(List::of)
                        .orElseGet(List::of);
        if (!outcome.isEmpty()) {
            turn.duty = turn.duty.withRemindedLaggard();
            turn.say(new Effect.Share(outcome));
        }
    }
}
