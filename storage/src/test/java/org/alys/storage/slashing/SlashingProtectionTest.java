package org.alys.storage.slashing;

import static org.alys.storage.Roots.GENESIS;
import static org.alys.storage.Roots.bytes;
import static org.alys.storage.Roots.root;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.alys.storage.StorageException;
import org.alys.storage.StorageFailure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlashingProtectionTest {
    private static final SigningIdentity IDENTITY = new SigningIdentity(GENESIS, bytes("public key of 48 bytes"));

    @TempDir
    Path directory;

    private SlashingProtection protection;

    @BeforeEach
    void open() {
        protection = SlashingProtection.open(directory, IDENTITY);
    }

    @AfterEach
    void close() {
        protection.close();
    }

    private void reopen() {
        protection.close();
        open();
    }

    private void granted(SignRecord... records) {
        for (SignRecord record : records) {
            assertThat(protection.permit(record)).isEqualTo(new Permit.Granted(record));
        }
    }

    private void refused(SignRecord asked, Rule rule, SignRecord signed) {
        assertThat(protection.permit(asked))
                .isEqualTo(new Permit.Refused(asked, new Refusal.Contradiction(rule, signed)));
    }

    private void belowWatermark(SignRecord asked, long watermark) {
        assertThat(protection.permit(asked))
                .isEqualTo(new Permit.Refused(asked, new Refusal.BelowWatermark(watermark)));
    }

    @Test
    void grantsTheVotesOfAnOrdinarySlot() {
        granted(SignRecord.proposal(5, root(1)), SignRecord.notarize(5, root(1)), SignRecord.finalize(5, root(1)));
    }

    @Test
    void theSameAgainIsAllowedAcrossReopening() {
        granted(SignRecord.notarize(5, root(1)));
        reopen();

        Permit again = protection.permit(SignRecord.notarize(5, root(1)));
        assertThat(again).isInstanceOf(Permit.AlreadySigned.class);
        assertThat(again.allowed()).isTrue();
    }

    @Test
    void refusesASecondProposalForASlot() {
        granted(SignRecord.proposal(5, root(1)));
        refused(SignRecord.proposal(5, root(2)), Rule.TWO_PROPOSALS, SignRecord.proposal(5, root(1)));
    }

    @Test
    void refusesToNotarizeTwoRoots() {
        granted(SignRecord.notarize(5, root(1)));
        refused(SignRecord.notarize(5, root(2)), Rule.TWO_NOTARIZATIONS, SignRecord.notarize(5, root(1)));
    }

    @Test
    void refusesToFinalizeTwoRoots() {
        granted(SignRecord.finalize(5, root(1)));
        refused(SignRecord.finalize(5, root(2)), Rule.TWO_FINALIZATIONS, SignRecord.finalize(5, root(1)));
    }

    @Test
    void refusesToNotarizeOrFinalizeWhatASkipCovers() {
        granted(SignRecord.skip(3, 8));
        refused(SignRecord.notarize(3, root(1)), Rule.NOTARIZE_AFTER_SKIP, SignRecord.skip(3, 8));
        refused(SignRecord.finalize(8, root(1)), Rule.FINALIZE_AFTER_SKIP, SignRecord.skip(3, 8));
        granted(SignRecord.notarize(2, root(1)), SignRecord.finalize(9, root(1)));
    }

    @Test
    void refusesToSkipOverASlotItFinalized() {
        granted(SignRecord.finalize(5, root(1)));
        refused(SignRecord.skip(2, 5), Rule.SKIP_AFTER_FINALIZE, SignRecord.finalize(5, root(1)));
        refused(SignRecord.skip(5, 9), Rule.SKIP_AFTER_FINALIZE, SignRecord.finalize(5, root(1)));
        granted(SignRecord.skip(6, 9), SignRecord.skip(2, 4));
    }

    @Test
    void maySkipWhatItNotarizedAndFinalizeWhatItDidNot() {
        granted(SignRecord.notarize(5, root(1)), SignRecord.skip(5, 5));
        granted(SignRecord.notarize(6, root(1)), SignRecord.finalize(6, root(2)));
    }

    @Test
    void maySkipWiderOverAnEarlierSkip() {
        granted(SignRecord.skip(3, 3), SignRecord.skip(3, 9), SignRecord.skip(5, 7));
        refused(SignRecord.notarize(9, root(1)), Rule.NOTARIZE_AFTER_SKIP, SignRecord.skip(3, 9));
    }

    @Test
    void judgesRecordsOfOneCallInTurn() {
        List<Permit> permits = protection.permitAll(List.of(
                SignRecord.notarize(5, root(1)),
                SignRecord.notarize(5, root(2)),
                SignRecord.notarize(5, root(1)),
                SignRecord.finalize(4, root(3))));

        assertThat(permits).extracting(Permit::allowed).containsExactly(true, false, true, true);
        assertThat(protection.ballotsAbove(-1))
                .containsExactly(SignRecord.notarize(5, root(1)), SignRecord.finalize(4, root(3)));
    }

    @Test
    void aSkipInTheSameCallDoesNotTakeBackWhatWasSignedBefore() {
        granted(SignRecord.notarize(5, root(1)));

        List<Permit> permits = protection.permitAll(
                List.of(SignRecord.skip(5, 5), SignRecord.notarize(5, root(1)), SignRecord.notarize(5, root(2))));
        assertThat(permits).extracting(Permit::allowed).containsExactly(true, true, false);
    }

    @Test
    void refusesTooManyAtOnce() {
        List<SignRecord> many = LongStream.rangeClosed(0, SlashingProtection.MAX_AT_ONCE)
                .mapToObj(slot -> SignRecord.notarize(slot, root(1)))
                .toList();
        assertThatThrownBy(() -> protection.permitAll(many)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRefusedRecordIsNotRemembered() {
        granted(SignRecord.skip(5, 5));
        protection.permit(SignRecord.notarize(5, root(1)));
        reopen();

        assertThat(protection.ballotsAbove(-1)).containsExactly(SignRecord.skip(5, 5));
    }

    @Test
    void listsBallotsAboveASlotInTheOrderOfSigning() {
        granted(SignRecord.skip(1, 9), SignRecord.notarize(12, root(1)), SignRecord.notarize(10, root(2)));

        assertThat(protection.ballotsAbove(9))
                .containsExactly(SignRecord.notarize(12, root(1)), SignRecord.notarize(10, root(2)));
        assertThat(protection.ballotsAbove(8)).hasSize(3);
    }

    @Test
    void pruningKeepsAWatermarkAcrossReopening() {
        granted(SignRecord.notarize(5, root(1)), SignRecord.notarize(6, root(1)));
        protection.pruneBelow(6);
        reopen();

        assertThat(protection.watermarkSlot()).isEqualTo(5);
        assertThat(protection.ballotsAbove(-1)).containsExactly(SignRecord.notarize(6, root(1)));
        belowWatermark(SignRecord.notarize(5, root(1)), 5);
        belowWatermark(SignRecord.skip(5, 9), 5);
    }

    @Test
    void aSkipAcrossTheWatermarkStaysKnown() {
        granted(SignRecord.skip(3, 9));
        protection.pruneBelow(6);
        reopen();

        assertThat(protection.permit(SignRecord.skip(3, 9)).allowed()).isTrue();
        refused(SignRecord.notarize(9, root(1)), Rule.NOTARIZE_AFTER_SKIP, SignRecord.skip(3, 9));
    }

    @Test
    void theWatermarkNeverFalls() {
        protection.raiseWatermark(10);
        protection.raiseWatermark(4);
        protection.pruneBelow(3);

        assertThat(protection.watermarkSlot()).isEqualTo(10);
    }

    @Test
    void pruningKeepsTheFileSmall() throws Exception {
        for (int slot = 0; slot < 6000; slot += 50) {
            long first = slot;
            protection.permitAll(LongStream.range(first, first + 50)
                    .mapToObj(at -> SignRecord.notarize(at, root(at)))
                    .toList());
            protection.pruneBelow(first);
        }

        assertThat(Files.size(directory.resolve("slashing-protection.log"))).isLessThan(64 * 4500);
        assertThat(protection.watermarkSlot()).isEqualTo(5949);
    }

    @Test
    void refusesAStoreOfAnotherNetworkOrKey() {
        protection.close();
        assertFailure(StorageFailure.ForeignGenesis.class, new SigningIdentity(root(3), IDENTITY.publicKey()));
        assertFailure(StorageFailure.ForeignKey.class, new SigningIdentity(GENESIS, bytes("other key")));
    }

    @Test
    void refusesToShareADirectory() {
        assertFailure(StorageFailure.Locked.class, IDENTITY);
    }

    @Test
    void refusesUseAfterClose() {
        protection.close();
        protection.close();

        assertThatThrownBy(() -> protection.permit(SignRecord.skip(1, 1)))
                .isInstanceOfSatisfying(
                        StorageException.class, e -> assertThat(e.failure()).isInstanceOf(StorageFailure.Closed.class));
    }

    private void assertFailure(Class<? extends StorageFailure> kind, SigningIdentity identity) {
        assertThatThrownBy(() -> SlashingProtection.open(directory, identity).close())
                .isInstanceOfSatisfying(
                        StorageException.class, e -> assertThat(e.failure()).isInstanceOf(kind));
    }
}
