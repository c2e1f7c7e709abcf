package org.alys.storage.slashing;

import static org.alys.storage.Roots.GENESIS;
import static org.alys.storage.Roots.bytes;
import static org.alys.storage.Roots.root;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.alys.storage.StorageException;
import org.alys.storage.StorageFailure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterchangeTest {
    private static final SigningHistory HISTORY =
            history(41, SignRecord.notarize(42, root(1)), SignRecord.finalize(42, root(1)), SignRecord.skip(43, 45));

    @TempDir
    Path directory;

    private SlashingProtection protection;

    @BeforeEach
    void open() {
        protection = SlashingProtection.open(directory, SigningChild.IDENTITY);
    }

    @AfterEach
    void close() {
        protection.close();
    }

    private static SigningHistory history(long watermarkSlot, SignRecord... records) {
        return new SigningHistory(SigningChild.IDENTITY, watermarkSlot, List.of(records));
    }

    private static void assertInvalid(String json) {
        assertThatThrownBy(() -> SigningHistory.fromJson(json))
                .isInstanceOfSatisfying(
                        StorageException.class,
                        e -> assertThat(e.failure()).isInstanceOf(StorageFailure.InvalidInterchange.class));
    }

    @Test
    void comesBackFromJsonAsItWas() {
        assertThat(SigningHistory.fromJson(HISTORY.toJson())).isEqualTo(HISTORY);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "version" : 1          | "version" : 2
            "version" : 1          | "version" : "1"
            "version" : 1          | "version" : 1, "version" : 1
            "version" : 1          | "version" : 1, "extra" : 1
            "watermarkSlot" : 41   | "watermarkSlot" : 41.5
            "watermarkSlot" : 41   | "watermarkSlot" : -2
            "watermarkSlot" : 41   | "watermarkSlot" : 9223372036854775808
            "kind" : "NOTARIZE"    | "kind" : "VOTE"
            "kind" : "NOTARIZE"    | "kind" : null
            "toSlot" : 45          | "toSlot" : 42
            "format" : "alys       | "format" : "eth
            "genesisRoot" : "0x    | "genesisRoot" : "0x00
            """)
    void refusesADocumentThatSaysSomethingElse(String original, String changed) {
        String json = HISTORY.toJson();
        assertThat(json).contains(original.strip());

        assertInvalid(json.replace(original.strip(), changed.strip()));
    }

    @Test
    void refusesWhatIsNotOneDocument() {
        assertInvalid("");
        assertInvalid("{");
        assertInvalid("[]");
        assertInvalid("null");
        assertInvalid(HISTORY.toJson() + "{}");
        assertInvalid("[".repeat(1000));
    }

    @Test
    void importsIntoAnEmptyStoreWhatAnotherExported() {
        ImportReport report = protection.importHistory(HISTORY);

        assertThat(report).isEqualTo(new ImportReport(3, 0, List.of(), 41));
        assertThat(protection.export()).isEqualTo(HISTORY);
        close();
        open();
        assertThat(protection.export()).isEqualTo(HISTORY);
        assertThat(protection.permit(SignRecord.notarize(44, root(1))).allowed())
                .isFalse();
    }

    @Test
    void keepsTheHigherWatermarkOfTheTwo() {
        protection.raiseWatermark(60);
        assertThat(protection.importHistory(HISTORY)).isEqualTo(new ImportReport(0, 3, List.of(), 60));

        protection.importHistory(history(70));
        assertThat(protection.watermarkSlot()).isEqualTo(70);
    }

    @Test
    void importingTwiceAddsNothing() {
        protection.importHistory(HISTORY);
        assertThat(protection.importHistory(HISTORY).added()).isZero();
        assertThat(protection.export()).isEqualTo(HISTORY);
    }

    @Test
    void aContradictionClosesAllSlotsUpToIt() {
        SignRecord ours = SignRecord.notarize(50, root(1));
        SignRecord theirs = SignRecord.notarize(50, root(2));
        SignRecord later = SignRecord.notarize(51, root(3));
        protection.permit(ours);

        ImportReport report = protection.importHistory(history(-1, theirs, later));

        assertThat(report.conflicts()).containsExactly(new ImportReport.Conflict(Rule.TWO_NOTARIZATIONS, ours, theirs));
        assertThat(protection.watermarkSlot()).isEqualTo(50);
        assertThat(protection.permit(ours).allowed()).isFalse();
        assertThat(protection.permit(theirs).allowed()).isFalse();
        assertThat(protection.ballotsAbove(-1)).containsExactly(later);
    }

    @Test
    void findsASkipThatContradictsAFinalizeInEitherDirection() {
        protection.permit(SignRecord.finalize(50, root(1)));
        protection.permit(SignRecord.skip(60, 65));

        ImportReport report =
                protection.importHistory(history(-1, SignRecord.skip(49, 51), SignRecord.finalize(61, root(2))));

        assertThat(report.conflicts())
                .extracting(ImportReport.Conflict::rule)
                .containsExactly(Rule.SKIP_AFTER_FINALIZE, Rule.FINALIZE_AFTER_SKIP);
        assertThat(protection.watermarkSlot()).isEqualTo(65);
    }

    @Test
    void aSlotNotarizedThereAndSkippedHereIsNoContradiction() {
        protection.permit(SignRecord.skip(50, 50));
        ImportReport report = protection.importHistory(history(-1, SignRecord.notarize(50, root(1))));

        assertThat(report.conflicts()).isEmpty();
        assertThat(protection.permit(SignRecord.notarize(50, root(2))).allowed())
                .isFalse();
        assertThat(protection.permit(SignRecord.finalize(50, root(1))).allowed())
                .isFalse();
    }

    @Test
    void refusesTheHistoryOfAnotherNetworkOrKey() {
        SigningIdentity otherNetwork = new SigningIdentity(root(1), SigningChild.IDENTITY.publicKey());
        SigningIdentity otherKey = new SigningIdentity(GENESIS, bytes("other"));

        assertImportFails(otherNetwork, StorageFailure.ForeignGenesis.class);
        assertImportFails(otherKey, StorageFailure.ForeignKey.class);
        assertThat(protection.watermarkSlot()).isEqualTo(-1);
    }

    private void assertImportFails(SigningIdentity identity, Class<? extends StorageFailure> kind) {
        SigningHistory foreign = new SigningHistory(identity, 9, List.of());
        assertThatThrownBy(() -> protection.importHistory(foreign))
                .isInstanceOfSatisfying(
                        StorageException.class, e -> assertThat(e.failure()).isInstanceOf(kind));
    }
}
