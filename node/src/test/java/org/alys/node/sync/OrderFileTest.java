package org.alys.node.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrderFileTest {
    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.678Z");

    @TempDir
    private Path directory;

    private Path file() {
        return directory.resolve("sync").resolve("order");
    }

    private SyncBoard afterARestart() {
        return SyncBoard.keptIn(file());
    }

    static Stream<SyncOrder> orders() {
        return Stream.of(
                new SyncOrder.GoOn(),
                new SyncOrder.GoOnTo(5000),
                new SyncOrder.Paused(TIME, OptionalLong.empty()),
                new SyncOrder.Paused(TIME, OptionalLong.of(5000)));
    }

    @ParameterizedTest
    @MethodSource("orders")
    void anOrderHoldsAfterARestart(SyncOrder order) throws IOException {
        afterARestart().order(new SyncOrder.GoOnTo(7));
        afterARestart().order(order);
        assertThat(afterARestart().order()).isEqualTo(order);
        assertThat(afterARestart().fetchesRanges()).isEqualTo(order.isPause());
        assertThat(afterARestart().mayExecute(5001)).isEqualTo(order.equals(new SyncOrder.GoOn()));
    }

    @Test
    void toGoOnLeavesNoFile() throws IOException {
        assertThat(afterARestart().order()).isEqualTo(new SyncOrder.GoOn());
        afterARestart().order(new SyncOrder.Paused(TIME, OptionalLong.empty()));
        assertThat(file()).exists();
        afterARestart().order(new SyncOrder.GoOn());
        assertThat(file()).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sync-order 1",
                "sync-order 1\n",
                "sync-order 1\npaused",
                "sync-order 1\npaused yesterday",
                "sync-order 1\npaused 2026-01-02T03:04:05Z at",
                "sync-order 1\npaused 2026-01-02T03:04:05Z at 0",
                "sync-order 1\npaused 2026-01-02T03:04:05Z by 7",
                "sync-order 1\nuntil -1",
                "sync-order 1\nuntil soon",
                "sync-order 1\nuntil 7\nuntil 8",
                "sync-order 2\nuntil 7",
                "\u0000\u0000\u0000\u0000"
            })
    void aDamagedOrderIsAPauseThatSaysSoUntilTheNextOrder(String damaged) throws IOException {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), damaged);
        SyncBoard board = afterARestart();
        assertThat(board.order().isPause()).isTrue();
        assertThat(board.order().pause(0))
                .hasValueSatisfying(
                        reason -> assertThat(reason).startsWith("SYN010").contains(file().toString()));
        assertThat(Files.readString(file())).as("the evidence").isEqualTo(damaged);
        board.order(new SyncOrder.GoOn());
        assertThat(afterARestart().order()).isEqualTo(new SyncOrder.GoOn());
    }

    @Test
    void aFileOfAnyLengthIsRead() throws IOException {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), "sync-order 1\nuntil " + "7".repeat(1_000_000));
        assertThat(afterARestart().order()).isInstanceOf(SyncOrder.Unreadable.class);
    }

    @Test
    void whatAKilledWriteLeftDoesNotMatter() throws IOException {
        afterARestart().order(new SyncOrder.GoOnTo(7));
        Files.writeString(file().resolveSibling("order.new"), "sync-ord");
        assertThat(afterARestart().order()).isEqualTo(new SyncOrder.GoOnTo(7));
        afterARestart().order(new SyncOrder.GoOnTo(8));
        assertThat(afterARestart().order()).isEqualTo(new SyncOrder.GoOnTo(8));
    }

    @Test
    void anOrderThatCannotBeKeptDoesNotHold() throws IOException {
        Files.writeString(directory.resolve("sync"), "a file where the directory should be");
        SyncBoard board = afterARestart();
        assertThatThrownBy(() -> board.order(new SyncOrder.Paused(TIME, OptionalLong.empty())))
                .isInstanceOf(IOException.class);
        assertThat(board.order()).isEqualTo(new SyncOrder.GoOn());
    }

    @Test
    void aPauseSaysSinceWhen() {
        assertThat(new SyncOrder.Paused(TIME, OptionalLong.empty()).pause(9))
                .contains("SYN007 An operator paused the sync since 2026-01-02T03:04:05Z; the node takes no part until"
                        + " \"alys sync resume\".");
        assertThat(new SyncOrder.Paused(TIME, OptionalLong.of(9)).pause(9))
                .hasValueSatisfying(reason -> assertThat(reason).contains("at block 9", "2026-01-02T03:04:05Z"));
        assertThat(new SyncOrder.Paused(TIME, OptionalLong.of(9)).pause(12))
                .hasValueSatisfying(reason -> assertThat(reason).contains("Block 9", "passed already"));
        assertThat(new SyncOrder.GoOnTo(9).pause(3)).isEmpty();
    }

    @Test
    void whoGoesOnToAHeightSaysSoBeforehand() {
        assertThat(new SyncOrder.GoOnTo(9).plan())
                .hasValueSatisfying(plan -> assertThat(plan).contains("up to block 9"));
        assertThat(new SyncOrder.GoOn().plan()).isEmpty();
        assertThat(new SyncOrder.Paused(TIME, OptionalLong.of(9)).plan()).isEmpty();
    }

    @Test
    void whoPausesTwiceIsPausedSinceTheFirstTime() {
        SyncOrder first = new SyncOrder.GoOn().paused(TIME);
        assertThat(first).isEqualTo(new SyncOrder.Paused(TIME, OptionalLong.empty()));
        assertThat(first.paused(TIME.plusSeconds(5))).isEqualTo(first);
        assertThat(new SyncOrder.GoOnTo(9).paused(TIME)).isEqualTo(first);
        assertThat(new SyncOrder.Unreadable("torn").paused(TIME)).isEqualTo(first);
    }
}
