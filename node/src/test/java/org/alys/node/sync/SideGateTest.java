package org.alys.node.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.alys.node.sync.SideGate.Report;
import org.junit.jupiter.api.Test;

class SideGateTest {
    private static final Report READY = new Report(Optional.empty(), Optional.empty());
    private static final Report NO_BITCOIN = new Report(Optional.empty(), Optional.of("Bitcoin is away"));
    private static final Report NO_EXECUTION = new Report(Optional.of("the client is away"), Optional.empty());

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
}
