package org.alys.chain.consensus;

import static org.alys.chain.consensus.Member.GENESIS;
import static org.alys.chain.consensus.Member.accepted;
import static org.alys.chain.consensus.Member.began;
import static org.alys.chain.consensus.Member.deadline;
import static org.alys.chain.consensus.Member.held;
import static org.alys.chain.consensus.Member.root;
import static org.alys.chain.consensus.Member.voted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.alys.chain.vote.Ballot;
import org.alys.chain.vote.Certificate;
import org.alys.chain.vote.MemberSet;
import org.alys.chain.vote.Vote;
import org.junit.jupiter.api.Test;

/** Evidence, violations of safety, and floods. */
final class MisbehaviourTest {
    private final Member member = Member.of(new Quorum(4, 3), 0);
    private final Candidate one = member.block(1, GENESIS, 1);
    private final Candidate other = member.block(2, GENESIS, 1);

    private static Vote vote(int by, Ballot ballot) {
        return new Vote(ballot, by, Simulation.SIGNATURE);
    }

    @Test
    void twoNotarizeVotesInASlotAreEvidenceOnce() {
        Ballot first = Ballot.notarize(1, one.root());
        Ballot second = Ballot.notarize(1, other.root());
        member.tell(began(1), voted(2, first));
        assertThat(member.tell(voted(2, second))).containsExactly(new Effect.Evidence(vote(2, first), vote(2, second)));
        assertThat(member.tell(voted(2, Ballot.notarize(1, root(9))))).isEmpty();
    }

    @Test
    void finalizeAndSkipOfASlotAreEvidenceInEitherOrder() {
        Ballot finalize = Ballot.finalize(1, one.root());
        Ballot skip = Ballot.skip(1, 1);
        member.tell(began(1), voted(2, finalize), voted(3, skip));
        assertThat(member.tell(voted(2, skip))).containsExactly(new Effect.Evidence(vote(2, finalize), vote(2, skip)));
        assertThat(member.tell(voted(3, finalize)))
                .containsExactly(new Effect.Evidence(vote(3, skip), vote(3, finalize)));
    }

    @Test
    void aVoteThatConflictsWithACountedOneDoesNotCount() {
        Ballot skip = Ballot.skip(1, 1);
        member.tell(began(1), voted(2, Ballot.finalize(1, one.root())), voted(2, skip), voted(0, skip));
        assertThat(member.tell(voted(1, skip))).isEmpty();
        assertThat(member.tell(voted(3, skip))).singleElement().isInstanceOf(Effect.Formed.class);
    }

    @Test
    void notarizeAndSkipOfASlotAreNoEvidence() {
        member.tell(began(1), voted(2, Ballot.notarize(1, one.root())));
        assertThat(member.tell(voted(2, Ballot.skip(1, 1)))).isEmpty();
    }

    @Test
    void twoCertifiedBlocksInASlotViolateSafety() {
        Certificate first = member.notarization(one);
        Certificate second = member.notarization(other);
        Violation violation = new Violation.ConflictingCertificates(first, second);
        member.tell(began(1), held(first));
        assertThat(member.tell(held(second)))
                .containsExactly(new Effect.Share(List.of(first, second)), new Effect.SafetyViolated(violation));
        assertThat(member.state.violation()).contains(violation);
    }

    @Test
    void nothingIsDoneAfterAViolation() {
        member.tell(began(1), held(member.notarization(one)), held(member.notarization(other)));
        assertThat(member.tell(deadline(1))).isEmpty();
        assertThat(member.tell(began(2))).isEmpty();
        assertThat(member.tell(accepted(one))).isEmpty();
    }

    @Test
    void skippingAFinalizedSlotViolatesSafetyBeforeAndAfterTheBlockIsKnown() {
        member.tell(began(1), held(member.finalization(one)));
        assertThat(member.tell(held(member.skipped(1, 1))))
                .contains(new Effect.SafetyViolated(
                        new Violation.ConflictingCertificates(member.finalization(one), member.skipped(1, 1))));

        Member later = Member.of(new Quorum(4, 3), 0);
        later.tell(began(1), accepted(one), held(member.finalization(one)), began(2));
        later.tell(held(member.skipped(1, 2)));
        assertThat(later.state.violation()).isPresent();
    }

    @Test
    void finalizingASkippedSlotViolatesSafety() {
        member.tell(began(1), accepted(one), held(member.skipped(1, 1)), held(member.finalization(one)));
        assertThat(member.state.violation()).isPresent();
        assertThat(member.state.finalBlock()).isEqualTo(GENESIS);
    }

    @Test
    void skippingACertifiedSlotViolatesNothing() {
        member.tell(began(1), accepted(one), held(member.notarization(one)), held(member.skipped(1, 1)));
        assertThat(member.state.violation()).isEmpty();
    }

    @Test
    void anotherCertifiedBlockInTheSlotOfAFinalAncestorViolatesSafety() {
        Candidate child = member.block(3, one, 2);
        member.tell(began(2), accepted(one), accepted(child), held(member.finalization(child)));
        member.tell(held(member.notarization(other)));
        assertThat(member.state.violation())
                .contains(new Violation.ExcludedByFinalBlocks(child, member.notarization(other)));
    }

    @Test
    void finalityOfAnotherBlockBelowTheFinalOneViolatesSafety() {
        Candidate late = member.block(3, GENESIS, 3);
        member.tell(began(3), held(member.skipped(1, 2)), accepted(late), held(member.finalization(late)));
        member.tell(held(member.finalization(one)));
        assertThat(member.state.violation())
                .contains(new Violation.ExcludedByFinalBlocks(late, member.finalization(one)));
    }

    @Test
    void aCertifiedForkBelowTheFinalBlockViolatesSafety() {
        Candidate fork = member.block(3, GENESIS, 2);
        member.tell(began(2), accepted(one), held(member.finalization(one)), held(member.notarization(fork)));
        member.tell(new Event.ForkSeen(fork));
        assertThat(member.state.violation())
                .contains(new Violation.ForkOfFinalBlock(one, fork, member.notarization(fork)));
    }

    @Test
    void anUncertifiedForkViolatesNothing() {
        member.tell(began(2), accepted(one), held(member.finalization(one)));
        member.tell(new Event.ForkSeen(member.block(3, GENESIS, 2)));
        assertThat(member.state.violation()).isEmpty();
    }

    @Test
    void finalityOverACertifiedForkAlreadyHeldViolatesSafety() {
        Candidate fork = member.block(3, GENESIS, 2);
        member.tell(began(2), held(member.skipped(1, 1)), accepted(one), accepted(fork));
        member.tell(held(member.notarization(fork)), held(member.notarization(one)));
        // The skip certificate alone contradicts this finality.
        member.tell(held(member.finalization(one)));
        assertThat(member.state.violation()).isPresent();
    }

    @Test
    void votesAndBlocksOfFarSlotsLeaveNoTrace() {
        member.tell(began(100));
        for (long slot : new long[] {102, 1_000_000, Long.MAX_VALUE - 1, 35, 1}) {
            member.tell(voted(2, Ballot.notarize(slot, root(5))));
        }
        member.tell(voted(2, Ballot.skip(90, 200)), accepted(member.block(4, GENESIS, 104)));
        assertThat(member.state.rounds.size()).isZero();
        assertThat(member.state.skipVotes.votes()).isEmpty();
    }

    @Test
    void aFloodOfSkipVotesPushesOutOnlyTheFloodersOwn() {
        member.tell(began(2000), voted(3, Ballot.skip(1, 2)));
        for (int from = 1; from < 1500; from++) {
            member.tell(voted(2, Ballot.skip(from, 1999)));
        }
        assertThat(member.state.skipVotes.votes()).hasSize(Limits.SKIP_VOTES_PER_MEMBER + 1);
        assertThat(member.state.skipVotes.votes()).contains(vote(3, Ballot.skip(1, 2)));
    }

    @Test
    void aFloodOfBlocksInASlotIsCutOffButACertifiedOneIsTaken() {
        member.tell(began(1));
        for (int number = 10; number < 100; number++) {
            member.tell(accepted(member.block(number, GENESIS, 1)));
        }
        assertThat(member.state.rounds.at(1).candidates()).hasSize(Limits.CANDIDATES_PER_SLOT);
        Candidate wanted = member.block(500, GENESIS, 1);
        member.tell(held(member.notarization(wanted)), accepted(wanted));
        assertThat(member.state.certifiedHead()).isEqualTo(wanted);
    }

    @Test
    void aLongStallKeepsNoVotesOfOldSlots() {
        for (long slot = 1; slot <= 5000; slot++) {
            member.tell(began(slot), voted(1, Ballot.notarize(slot, root((int) slot))), deadline(slot));
            member.tell(voted(0, Ballot.skip(slot, slot)));
        }
        assertThat(member.state.rounds.size()).isLessThanOrEqualTo(Limits.VOTE_WINDOW + 2);
        assertThat(member.state.skipVotes.votes().size()).isLessThanOrEqualTo(Limits.SKIP_VOTES_PER_MEMBER);
        assertThat(member.state.ownSkips.ranges()).hasSize(1);
    }

    @Test
    void callsAnUnverifiedCertificateOrStrangerABug() {
        Certificate tooFew = new Certificate(
                Ballot.notarize(1, one.root()), MemberSet.EMPTY.with(1).with(2), Simulation.SIGNATURE);
        assertThatIllegalArgumentException().isThrownBy(() -> member.tell(began(1), held(tooFew)));
        assertThatIllegalArgumentException().isThrownBy(() -> member.tell(voted(4, Ballot.skip(1, 1))));
    }
}
