package org.alys.chain.consensus;

import static org.alys.chain.consensus.Member.GENESIS;
import static org.alys.chain.consensus.Member.accepted;
import static org.alys.chain.consensus.Member.began;
import static org.alys.chain.consensus.Member.cast;
import static org.alys.chain.consensus.Member.deadline;
import static org.alys.chain.consensus.Member.held;
import static org.alys.chain.consensus.Member.voted;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.alys.chain.vote.Ballot;
import org.junit.jupiter.api.Test;

/** Proposing, asking for skips, answering, and sending again. */
final class ProposingTest {
    private static final Quorum QUORUM = new Quorum(3, 2);

    private final Member proposer = Member.of(QUORUM, 0);
    private final Member member = Member.of(QUORUM, 1);
    private final Candidate one = member.block(1, GENESIS, 1);

    @Test
    void proposesOnTheHighestCertifiedBlock() {
        Candidate two = proposer.block(2, one, 2);
        proposer.tell(began(1), accepted(one), held(proposer.notarization(one)));
        proposer.tell(began(2), accepted(two), held(proposer.notarization(two)));
        assertThat(proposer.tell(began(3)))
                .contains(new Effect.Propose(3, two, Optional.of(proposer.notarization(two)), List.of()));
    }

    @Test
    void asksForOneSkipVoteOverAnOutageAndProposesWhenItIsCovered() {
        assertThat(proposer.tell(began(501)))
                .containsExactly(new Effect.AskSkip(1, 500), new Effect.Cast(Ballot.skip(1, 500)));
        assertThat(proposer.tell(held(proposer.skipped(1, 500))))
                .contains(new Effect.Propose(501, GENESIS, Optional.empty(), List.of(proposer.skipped(1, 500))));
    }

    @Test
    void asksOnlyForTheUncoveredPartOfAGap() {
        proposer.tell(began(5), held(proposer.skipped(1, 2)), held(proposer.skipped(5, 5)));
        assertThat(proposer.tell(began(6))).contains(new Effect.AskSkip(3, 4));
    }

    @Test
    void proposesNothingAfterTheDeadline() {
        proposer.tell(began(3), deadline(3));
        assertThat(proposer.tell(held(proposer.skipped(1, 2))))
                .containsExactly(new Effect.Skipped(proposer.skipped(1, 2)));
    }

    @Test
    void proposesOncePerSlotAlsoAfterARestart() {
        Member restarted = Member.restored(
                QUORUM, 0, new Restored(GENESIS, List.of(), List.of(), List.of(), List.of(), OptionalLong.of(3)));
        restarted.tell(began(3));
        assertThat(restarted.tell(held(restarted.skipped(1, 2))))
                .containsExactly(new Effect.Skipped(restarted.skipped(1, 2)));
    }

    @Test
    void asksForOneCertificateInsteadOfManyAndProposesMeanwhile() {
        proposer.tell(began(8));
        LongStream.rangeClosed(1, 8).forEach(slot -> proposer.tell(held(proposer.skipped(slot, slot))));
        List<Effect> effects = proposer.tell(began(9));
        assertThat(effects).contains(new Effect.AskSkip(1, 8));
        assertThat(effects).anyMatch(effect -> effect instanceof Effect.Propose);
    }

    @Test
    void waitsForOneCertificateWhenTooManyWouldTravel() {
        proposer.tell(began(17));
        LongStream.rangeClosed(1, 17).forEach(slot -> proposer.tell(held(proposer.skipped(slot, slot))));
        List<Effect> effects = proposer.tell(began(18));
        assertThat(effects).contains(new Effect.AskSkip(1, 17));
        assertThat(effects).noneMatch(effect -> effect instanceof Effect.Propose);
        assertThat(proposer.tell(held(proposer.skipped(1, 17))))
                .contains(new Effect.Propose(18, GENESIS, Optional.empty(), List.of(proposer.skipped(1, 17))));
    }

    @Test
    void answersAnAskWithOneVote() {
        member.tell(began(501));
        assertThat(member.tell(new Event.SkipRequested(1, 500, 0)))
                .containsExactly(new Effect.Cast(Ballot.skip(1, 500)));
    }

    @Test
    void answersAnAskWithTheCertificateThatForbidsIt() {
        member.tell(began(1), accepted(one), held(member.notarization(one)), began(3));
        assertThat(member.tell(new Event.SkipRequested(1, 2, 0)))
                .containsExactly(new Effect.Share(List.of(member.notarization(one))));
    }

    @Test
    void answersAnAskBelowTheFinalBlockWithItsCertificates() {
        member.tell(began(1), accepted(one), held(member.notarization(one)), held(member.finalization(one)));
        member.tell(began(3));
        assertThat(member.tell(new Event.SkipRequested(1, 2, 0)))
                .containsExactly(new Effect.Share(List.of(member.notarization(one), member.finalization(one))));
    }

    @Test
    void answersAnAskWithTheSkipCertificatesItHolds() {
        member.tell(began(3), held(member.skipped(1, 2)));
        assertThat(member.tell(new Event.SkipRequested(1, 2, 0)))
                .containsExactly(new Effect.Share(List.of(member.skipped(1, 2))));
    }

    @Test
    void doesNotSkipTheCurrentSlotForAnAskBeforeTheDeadline() {
        member.tell(began(3));
        assertThat(member.tell(new Event.SkipRequested(1, 3, 0))).isEmpty();
        member.tell(deadline(3));
        assertThat(cast(member.tell(new Event.SkipRequested(1, 3, 0)))).containsExactly(Ballot.skip(1, 3));
    }

    @Test
    void answersOneMemberAFewTimesPerSlot() {
        member.tell(began(100));
        for (int i = 0; i < Limits.ANSWERS_PER_SLOT; i++) {
            assertThat(member.tell(new Event.SkipRequested(1, 50 + i, 0))).isNotEmpty();
        }
        assertThat(member.tell(new Event.SkipRequested(1, 90, 0))).isEmpty();
        assertThat(member.tell(began(101), new Event.SkipRequested(1, 90, 0))).isNotEmpty();
    }

    @Test
    void answersOnlyThoseWhoseTurnIsNear() {
        Member ofFive = Member.of(new Quorum(5, 3), 1);
        ofFive.tell(began(100));
        assertThat(ofFive.tell(new Event.SkipRequested(1, 99, 2))).isEmpty();
    }

    @Test
    void sendsAgainWhatIsUnsettledAtTheStartOfASlot() {
        member.tell(began(1), accepted(one), held(member.notarization(one)));
        assertThat(member.tell(began(2)))
                .containsExactly(
                        new Effect.Resend(List.of(Ballot.finalize(1, one.root())), List.of(member.notarization(one))));
    }

    @Test
    void sendsNothingAgainWhenAllIsSettled() {
        member.tell(began(1), accepted(one), held(member.notarization(one)), held(member.finalization(one)));
        assertThat(member.tell(began(2))).isEmpty();
    }

    @Test
    void asksAgainForABlockThatItHasOnlyTheCertificateOf() {
        member.tell(began(1), held(member.notarization(one)));
        assertThat(member.tell(began(2)))
                .contains(new Effect.Missing(one.root(), Optional.of(member.notarization(one))));
    }

    @Test
    void tellsALaggardTheOutcomeOncePerSlot() {
        member.tell(began(1), accepted(one), held(member.notarization(one)), held(member.finalization(one)));
        member.tell(began(2));
        assertThat(member.tell(voted(2, Ballot.skip(1, 1))))
                .containsExactly(new Effect.Share(List.of(member.notarization(one), member.finalization(one))));
        assertThat(member.tell(voted(2, Ballot.skip(1, 1)))).isEmpty();
    }

    @Test
    void aFollowerFormsAndFetchesButNeverVotes() {
        Member follower = Member.follower(QUORUM);
        follower.tell(began(1), accepted(one), voted(0, Ballot.notarize(1, one.root())));
        assertThat(follower.tell(voted(1, Ballot.notarize(1, one.root()))))
                .singleElement()
                .isInstanceOf(Effect.Formed.class);
        assertThat(follower.tell(held(follower.notarization(one))))
                .containsExactly(new Effect.Certified(one, follower.notarization(one)));
        assertThat(follower.tell(deadline(1))).isEmpty();
        Candidate two = follower.block(2, one, 2);
        follower.tell(began(2), held(follower.finalization(two)));
        assertThat(follower.tell(began(3)))
                .containsExactly(new Effect.Missing(two.root(), Optional.of(follower.finalization(two))));
    }
}
