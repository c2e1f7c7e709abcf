package org.alys.node.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.alys.node.sync.SideGate.Report;
import org.alys.node.sync.SideGate.Side;
import org.junit.jupiter.api.Test;

class SideGateTest {
    private static final Side FINE = new Side.Ready();
    private static final Report READY = new Report(FINE, FINE);
    private static final Report NO_BITCOIN = new Report(FINE, new Side.NotReady("Bitcoin is away"));
    private static final Report NO_EXECUTION = new Report(new Side.NotReady("the client is away"), FINE);
    private static final Report BRIDGE_SILENT = new Report(FINE, new Side.Silent("the bridge says nothing"));
    private static final Report ENGINE_SILENT = new Report(new Side.Silent("the engine says nothing"), FINE);

    private final SideGate gate = new SideGate();

    private static long seconds(long count) {
        return Duration.ofSeconds(count).toNanos();
    }

    @Test
    void isClosedUntilBothSidesWereReady() {
        assertThat(gate.closed(0))
                .hasValueSatisfying(reason -> assertThat(reason).startsWith("SYN005"));
        gate.report(NO_BITCOIN, 0);
        assertThat(gate.closed(0)).contains("SYN005 Bitcoin is away");
        gate.report(NO_EXECUTION, seconds(1));
        assertThat(gate.closed(seconds(1)))
                .hasValueSatisfying(reason -> assertThat(reason).endsWith("the client is away"));
        gate.report(READY, seconds(2));
        assertThat(gate.closed(seconds(2))).isEmpty();
    }

    @Test
    void closesAtOnceWithoutTheExecutionLayerAndOpensWithIt() {
        gate.report(READY, 0);
        gate.report(NO_EXECUTION, seconds(5));
        assertThat(gate.closed(seconds(5)))
                .hasValueSatisfying(
                        reason -> assertThat(reason).startsWith("SYN006").endsWith("the client is away"));
        assertThat(gate.isQuiet()).isFalse();
        gate.report(READY, seconds(6));
        assertThat(gate.closed(seconds(6))).isEmpty();
        assertThat(gate.isQuiet()).isTrue();
    }

    @Test
    void bearsAMinuteWithoutBitcoin() {
        gate.report(READY, seconds(10));
        gate.report(NO_BITCOIN, seconds(15));
        assertThat(gate.closed(seconds(69))).isEmpty();
        gate.report(NO_BITCOIN, seconds(69));
        assertThat(gate.closed(seconds(70)))
                .hasValueSatisfying(
                        reason -> assertThat(reason).startsWith("SYN006").endsWith("Bitcoin is away"));
        gate.report(READY, seconds(71));
        gate.report(NO_BITCOIN, seconds(72));
        assertThat(gate.closed(seconds(72))).isEmpty();
    }

    @Test
    void aMinuteOfSilenceClosesIt() {
        for (Report silent : List.of(BRIDGE_SILENT, ENGINE_SILENT)) {
            SideGate fresh = new SideGate();
            fresh.report(silent, 0);
            assertThat(fresh.closed(0))
                    .hasValueSatisfying(
                            reason -> assertThat(reason).startsWith("SYN005").endsWith("says nothing"));
            fresh.report(READY, seconds(1));
            fresh.report(silent, seconds(11));
            assertThat(fresh.isQuiet()).isFalse();
            assertThat(fresh.closed(seconds(60))).isEmpty();
            assertThat(fresh.closed(seconds(61)))
                    .hasValueSatisfying(
                            reason -> assertThat(reason).startsWith("SYN006").endsWith("says nothing"));
            fresh.report(READY, seconds(62));
            assertThat(fresh.closed(seconds(62))).isEmpty();
        }
    }

    /** Such as an execution layer that replays blocks for hours: what is known of Bitcoin counts meanwhile. */
    @Test
    void theSilenceOfOneHidesNothingOfTheOther() {
        gate.report(READY, 0);
        gate.report(new Report(new Side.Silent("busy"), new Side.NotReady("Bitcoin is away")), seconds(5));
        assertThat(gate.closed(seconds(59))).isEmpty();
        gate.report(new Report(FINE, new Side.NotReady("Bitcoin is away")), seconds(59));
        assertThat(gate.closed(seconds(60)))
                .hasValueSatisfying(reason -> assertThat(reason).endsWith("Bitcoin is away"));
    }
}
