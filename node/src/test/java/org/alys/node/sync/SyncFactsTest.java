package org.alys.node.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyncFactsTest {
    private static SyncFacts at(long height, long target, boolean downloading) {
        return new SyncFacts(
                Optional.empty(),
                true,
                false,
                Optional.empty(),
                Optional.empty(),
                height,
                target,
                downloading,
                50,
                3,
                Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, true",
        "0, 8, true",
        "0, 9, false",
        "1591, 1600, false",
        "1592, 1600, true",
        "9949, 10000, false",
        "9950, 10000, true",
        "10001, 10000, true"
    })
    void productionNeedsNinetyNineAndAHalfPercentOrAFewBlocks(long height, long target, boolean allowed) {
        assertThat(at(height, target, true).judge().mayProduce()).isEqualTo(allowed);
    }

    @Test
    void aNodeThatDownloadsIsSyncing() {
        SyncStatus status = at(1000, 5000, true).judge();
        assertThat(status.phase()).isEqualTo(SyncPhase.DOWNLOADING);
        assertThat(status.readiness()).isEqualTo(new SyncClass.Syncing(0.2));
        assertThat(status.left()).contains(Duration.ofSeconds(80));
        assertThat(status.fetchesRanges()).isTrue();
    }

    @Test
    void nearTheEndItTakesPartWhileItStillDownloads() {
        SyncStatus status = at(4980, 5000, true).judge();
        assertThat(status.phase()).isEqualTo(SyncPhase.CATCHING_UP);
        assertThat(status.readiness()).isEqualTo(new SyncClass.SyncedForProduction());
        assertThat(status.fetchesRanges()).isTrue();
        assertThat(at(4995, 5000, true).judge().fetchesRanges()).isFalse();
    }

    @Test
    void aNodeThatNobodyIsAheadOfIsSynced() {
        SyncStatus status = at(7, 0, false).judge();
        assertThat(status.phase()).isEqualTo(SyncPhase.SYNCED);
        assertThat(status.readiness()).isEqualTo(new SyncClass.Synced());
        assertThat(status.mayProduce()).isTrue();
        assertThat(status.target()).isEqualTo(7);
    }

    @Test
    void nothingIsProducedBeforeOthersWereHeard() {
        SyncStatus status = new SyncFacts(
                        Optional.empty(),
                        false,
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        7,
                        0,
                        false,
                        0,
                        0,
                        Optional.of("waits"))
                .judge();
        assertThat(status.phase()).isEqualTo(SyncPhase.DISCOVERING);
        assertThat(status.mayProduce()).isFalse();
        assertThat(status.waitsFor()).contains("waits");
    }

    @Test
    void nothingIsProducedWhileAClaimMayStillBeProven() {
        SyncStatus status = new SyncFacts(
                        Optional.empty(),
                        true,
                        true,
                        Optional.empty(),
                        Optional.empty(),
                        7,
                        0,
                        false,
                        0,
                        1,
                        Optional.empty())
                .judge();
        assertThat(status.phase()).isEqualTo(SyncPhase.PROVING);
        assertThat(status.mayProduce()).isFalse();
    }

    @Test
    void nothingIsProducedWithoutBitcoinOrExecution() {
        SyncStatus status = new SyncFacts(
                        Optional.empty(),
                        true,
                        false,
                        Optional.empty(),
                        Optional.of("no Bitcoin"),
                        7,
                        7,
                        false,
                        0,
                        1,
                        Optional.empty())
                .judge();
        assertThat(status.mayProduce()).isFalse();
        assertThat(status.readiness()).isEqualTo(new SyncClass.NotSynced());
        assertThat(status.waitsFor()).contains("no Bitcoin");
    }

    @Test
    void whoIsPausedTakesNoPartAndAsksForNothing() {
        SyncStatus status = new SyncFacts(
                        Optional.empty(),
                        true,
                        false,
                        Optional.of("SYN007"),
                        Optional.empty(),
                        7,
                        7,
                        false,
                        0,
                        1,
                        Optional.empty())
                .judge();
        assertThat(status.phase()).isEqualTo(SyncPhase.PAUSED);
        assertThat(status.mayProduce()).isFalse();
        assertThat(status.fetchesRanges()).isTrue();
        assertThat(status.readiness()).isEqualTo(new SyncClass.NotSynced());
        assertThat(status.waitsFor())
                .hasValueSatisfying(reason -> assertThat(reason).startsWith("SYN007"));
    }

    @Test
    void anOrderToGoOnToAHeightIsAPauseFromThereOn() {
        Instant now = Instant.ofEpochSecond(7);
        SyncOrder paused = new SyncOrder.Paused(now, OptionalLong.of(10));
        assertThat(new SyncOrder.GoOnTo(10).at(9, now)).isEqualTo(new SyncOrder.GoOnTo(10));
        assertThat(new SyncOrder.GoOnTo(10).at(10, now)).isEqualTo(paused);
        assertThat(new SyncOrder.GoOn().at(10, now)).isEqualTo(new SyncOrder.GoOn());
        assertThat(paused.at(0, Instant.MAX)).isEqualTo(paused);
    }

    @Test
    void noBlockAboveTheHeightOfTheOrderIsExecutedAndNoneDuringAPause() {
        SyncOrder until = new SyncOrder.GoOnTo(10);
        assertThat(until.mayExecute(10)).isTrue();
        assertThat(until.mayExecute(11)).isFalse();
        assertThat(until.end()).hasValue(10);
        assertThat(new SyncOrder.GoOn().mayExecute(Long.MAX_VALUE)).isTrue();
        assertThat(until.paused(Instant.EPOCH).mayExecute(1)).isFalse();
        assertThat(new SyncOrder.Unreadable("torn").mayExecute(1)).isFalse();
    }

    @Test
    void aFailureSaysWhy() {
        SyncStatus status = new SyncFacts(
                        Optional.of("SYN004"),
                        true,
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        7,
                        7,
                        false,
                        0,
                        1,
                        Optional.empty())
                .judge();
        assertThat(status.phase()).isEqualTo(SyncPhase.FAILED);
        assertThat(status.mayProduce()).isFalse();
        assertThat(status.waitsFor()).contains("SYN004");
    }

    @Test
    void theLineForPeopleNeverSaysAllBeforeAllIsThere() {
        assertThat(ProgressLine.of(at(4999, 5000, true).judge()))
                .isEqualTo("catching up, 4999 of 5000 blocks (99.9 %), 50.0 blocks/s, 1 s left, 3 peers");
        assertThat(ProgressLine.progress(10, 100_000, 0.0001, 0, -1)).isEqualTo("10 of 100000 blocks (0.0 %)");
        assertThat(ProgressLine.progress(1, 2, 0.5, 1, 3_661)).endsWith("1 h 1 min left");
        assertThat(ProgressLine.bar(0)).isEqualTo("[>" + " ".repeat(29) + "]");
        assertThat(ProgressLine.bar(1)).isEqualTo("[" + "=".repeat(30) + "]");
    }
}
