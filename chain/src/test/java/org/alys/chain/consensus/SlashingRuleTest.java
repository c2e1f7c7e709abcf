package org.alys.chain.consensus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.alys.chain.vote.Ballot;
import org.alys.primitives.Bytes32;
import org.junit.jupiter.api.Test;

final class SlashingRuleTest {
    private static final Bytes32 ONE = Bytes32.fromHex("11".repeat(32));
    private static final Bytes32 TWO = Bytes32.fromHex("22".repeat(32));

    @Test
    void forbidsNotarizingTwoRootsInASlot() {
        assertThat(SlashingRule.contradicts(Ballot.notarize(7, ONE), Ballot.notarize(7, TWO)))
                .isTrue();
        assertThat(SlashingRule.contradicts(Ballot.notarize(7, ONE), Ballot.notarize(8, TWO)))
                .isFalse();
    }

    @Test
    void forbidsNotarizingASkippedSlotButNotSkippingANotarizedOne() {
        assertThat(SlashingRule.contradicts(Ballot.skip(5, 9), Ballot.notarize(7, ONE)))
                .isTrue();
        assertThat(SlashingRule.contradicts(Ballot.notarize(7, ONE), Ballot.skip(5, 9)))
                .isFalse();
    }

    @Test
    void forbidsFinalizeAndSkipOfOneSlotInEitherOrder() {
        assertThat(SlashingRule.conflict(Ballot.skip(5, 9), Ballot.finalize(9, ONE)))
                .isTrue();
        assertThat(SlashingRule.conflict(Ballot.finalize(5, ONE), Ballot.skip(5, 9)))
                .isTrue();
        assertThat(SlashingRule.conflict(Ballot.finalize(4, ONE), Ballot.skip(5, 9)))
                .isFalse();
    }

    @Test
    void forbidsFinalizingTwoRootsInASlot() {
        assertThat(SlashingRule.conflict(Ballot.finalize(7, ONE), Ballot.finalize(7, TWO)))
                .isTrue();
    }

    @Test
    void allowsFinalizingAnotherRootThanTheOneNotarized() {
        assertThat(SlashingRule.contradicts(Ballot.notarize(7, ONE), Ballot.finalize(7, TWO)))
                .isFalse();
    }

    @Test
    void allowsSigningAgainWhatWasSignedBefore() {
        List<Ballot> past = List.of(Ballot.notarize(7, ONE), Ballot.skip(7, 7));
        assertThat(SlashingRule.contradicted(past, Ballot.notarize(7, ONE))).isEmpty();
    }

    @Test
    void namesTheBallotThatForbidsAnother() {
        List<Ballot> past = List.of(Ballot.notarize(6, ONE), Ballot.skip(7, 7));
        assertThat(SlashingRule.contradicted(past, Ballot.finalize(7, ONE))).contains(Ballot.skip(7, 7));
    }

    @Test
    void allowsOneProposalRootPerSlot() {
        assertThat(SlashingRule.mayPropose(Optional.empty(), ONE)).isTrue();
        assertThat(SlashingRule.mayPropose(Optional.of(ONE), ONE)).isTrue();
        assertThat(SlashingRule.mayPropose(Optional.of(TWO), ONE)).isFalse();
    }
}
