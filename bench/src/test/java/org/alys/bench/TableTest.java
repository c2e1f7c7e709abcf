package org.alys.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void alignsNamesLeftAndNumbersRight() {
        String table = Table.of(List.of(
                Row.of("a", 1234.5, "per s").withTarget(new Target.AtLeast(600)),
                Row.of("longer", 9.876, "ms").withP99(60).comparedWith(1.5, "peer")));

        assertThat(table.lines())
                .containsExactly(
                        "benchmark  median   p99  unit   ratio  to    target",
                        "a           1 235        per s               at least 600: met",
                        "longer       9.88  60.0  ms      1.50  peer");
    }

    @Test
    void saysWhenATargetIsMissed() {
        Row row = Row.of("a", 1, "ms");

        assertThat(row.withP99(51).withTarget(new Target.P99Below(50)).verdict())
                .isEqualTo("p99 below 50.0: missed");
        assertThat(row.withTarget(new Target.AtLeast(2)).verdict()).isEqualTo("at least 2.00: missed");
        assertThat(row.comparedWith(1.21, "peer")
                        .withTarget(new Target.RatioAtMost(1.2))
                        .verdict())
                .isEqualTo("ratio at most 1.20: missed");
    }

    @Test
    void percentileIsTheNearestRank() {
        assertThat(Figures.percentile(DoubleStream.of(4, 1, 3, 2), 0.5)).isEqualTo(2);
        assertThat(Figures.percentile(DoubleStream.iterate(1, n -> n + 1).limit(200), 0.99))
                .isEqualTo(198);
    }
}
