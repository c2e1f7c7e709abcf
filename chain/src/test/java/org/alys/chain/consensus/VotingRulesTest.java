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
import org.alys.chain.vote.Ballot;
import org.junit.jupiter.api.Test;

final class VotingRulesTest {
    private static final Quorum QUORUM = new Quorum(3, 2);

    private final Member member = Member.of(QUORUM, 0);
    private final Candidate one = member.block(1, GENESIS, 1);
    private final Candidate other = member.block(2, GENESIS, 1);

    @Test
    void notarizesTheFirstBlockOfItsSlotAndNoSecond() {
        member.tell(began(1));
        assertThat(cast(member.tell(accepted(one)))).containsExactly(Ballot.notarize(1, one.root()));
        assertThat(cast(member.tell(accepted(other)))).isEmpty();
    }

    @Test
    void notarizesAnEarlyBlockWhenItsSlotBegins() {
        assertThat(cast(member.tell(accepted(one)))).isEmpty();
        assertThat(cast(member.tell(began(1)))).containsExactly(Ballot.notarize(1, one.root()));
    }

    @Test
    void takesNoBlockFromAnotherThanTheProposer() {
        member.tell(began(1));
        assertThat(member.tell(accepted(new Candidate(one.root(), GENESIS.root(), 1, 2))))
                .isEmpty();
    }

    @Test
    void notarizesOnlyOnceTheParentIsCertified() {
        Candidate child = member.block(3, one, 2);
        member.tell(began(1), deadline(1), began(2), accepted(one));
        assertThat(cast(member.tell(accepted(child)))).isEmpty();
        assertThat(cast(member.tell(held(member.notarization(one))))).contains(Ballot.notarize(2, child.root()));
    }

    @Test
    void notarizesOnlyOnceTheGapIsSkipped() {
        Candidate late = member.block(3, GENESIS, 4);
        member.tell(began(4), held(member.skipped(1, 2)));
        assertThat(cast(member.tell(accepted(late)))).isEmpty();
        assertThat(cast(member.tell(held(member.skipped(2, 3))))).containsExactly(Ballot.notarize(4, late.root()));
    }

    @Test
    void skipsAtTheDeadlineAndThenNotarizesNothing() {
        member.tell(began(1));
        assertThat(cast(member.tell(deadline(1)))).containsExactly(Ballot.skip(1, 1));
        assertThat(cast(member.tell(accepted(one)))).isEmpty();
    }

    @Test
    void doesNotSkipASlotWithACertificate() {
        member.tell(began(1), held(member.notarization(one)));
        assertThat(cast(member.tell(deadline(1)))).isEmpty();
    }

    @Test
    void doesNotSkipAfterFinalizingEvenWhenTheCertificateIsLost() {
        Member restarted = Member.restored(
                QUORUM,
                0,
                new Restored(
                        GENESIS,
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(Ballot.finalize(1, one.root())),
                        OptionalLong.empty()));
        restarted.tell(began(1));
        assertThat(cast(restarted.tell(deadline(1)))).isEmpty();
        restarted.tell(began(2));
        assertThat(cast(restarted.tell(new Event.SkipRequested(1, 1, 2)))).isEmpty();
    }

    @Test
    void remembersItsBallotsAfterARestart() {
        Member restarted = Member.restored(
                QUORUM,
                0,
                new Restored(
                        GENESIS,
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(Ballot.notarize(1, one.root()), Ballot.skip(2, 2)),
                        OptionalLong.empty()));
        restarted.tell(began(1));
        assertThat(cast(restarted.tell(accepted(other)))).isEmpty();
        restarted.tell(began(2), held(restarted.notarization(one)), accepted(one));
        assertThat(cast(restarted.tell(accepted(restarted.block(3, one, 2))))).isEmpty();
    }

    @Test
    void finalizesACertifiedBlockThatItHas() {
        member.tell(began(1), accepted(one));
        assertThat(member.tell(held(member.notarization(one))))
                .containsExactly(
                        new Effect.Certified(one, member.notarization(one)),
                        new Effect.Cast(Ballot.finalize(1, one.root())));
    }

    @Test
    void fetchesACertifiedBlockBeforeItFinalizesIt() {
        member.tell(began(1));
        assertThat(member.tell(held(member.notarization(one))))
                .containsExactly(new Effect.Missing(one.root(), Optional.of(member.notarization(one))));
        assertThat(cast(member.tell(accepted(one)))).contains(Ballot.finalize(1, one.root()));
    }

    @Test
    void doesNotFinalizeASlotItSkipped() {
        member.tell(began(1), accepted(one), deadline(1));
        assertThat(cast(member.tell(held(member.notarization(one))))).isEmpty();
    }

    @Test
    void doesNotFinalizeInTheSlotOfAConvictedProposer() {
        member.tell(began(1), accepted(one));
        assertThat(member.tell(accepted(other))).contains(new Effect.ProposerEquivocated(one, other));
        assertThat(cast(member.tell(held(member.notarization(one))))).isEmpty();
    }

    @Test
    void finalisesABlockWithItsAncestorsHoweverLateTheCertificateComes() {
        Candidate child = member.block(3, one, 2);
        member.tell(began(1), accepted(one), held(member.notarization(one)), began(2), accepted(child));
        member.tell(began(60));
        assertThat(member.tell(held(member.finalization(child))))
                .contains(new Effect.Finalised(member.finalization(child), List.of(one, child)));
        assertThat(member.state.finalBlock()).isEqualTo(child);
    }

    @Test
    void formsACertificateFromAThresholdOfEqualVotes() {
        Ballot ballot = Ballot.notarize(1, one.root());
        member.tell(began(1), voted(0, ballot), voted(0, ballot), voted(1, Ballot.notarize(1, other.root())));
        assertThat(member.tell(voted(2, ballot)))
                .singleElement()
                .isInstanceOfSatisfying(
                        Effect.Formed.class,
                        formed -> assertThat(formed.votes())
                                .extracting(vote -> vote.member())
                                .containsExactly(0, 2));
    }

    @Test
    void countsSkipVotesOfEqualRangesOnly() {
        member.tell(began(5), voted(0, Ballot.skip(1, 4)));
        assertThat(member.tell(voted(1, Ballot.skip(1, 3)))).isEmpty();
        assertThat(member.tell(voted(1, Ballot.skip(1, 4)))).singleElement().isInstanceOf(Effect.Formed.class);
    }
}
