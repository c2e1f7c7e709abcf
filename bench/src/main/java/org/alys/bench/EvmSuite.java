package org.alys.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.alys.bench.JmhSuite.Line;
import org.alys.bench.JmhSuite.Shape;
import org.openjdk.jmh.runner.options.TimeValue;

/** Loops of the virtual machine beside go-ethereum's, and the geometric mean of the ratios. */
final class EvmSuite implements Suite {
    private static final String PEER = "go-ethereum";

    private final JmhSuite loops = new JmhSuite(
            "evm",
            "runs loops on the virtual machine and on go-ethereum's",
            EvmBenchmark.class,
            new Shape.Timed(4, 5, TimeValue.milliseconds(300)),
            List.of(
                    Line.of("alys", "EVM loop").against("goEthereum").promising(new Target.RatioAtMost(2)),
                    Line.of("goEthereum", PEER)));

    @Override
    public String name() {
        return loops.name();
    }

    @Override
    public String summary() {
        return loops.summary();
    }

    @Override
    public List<Row> run(Effort effort) throws Exception {
        List<Row> rows = new ArrayList<>(loops.run(effort));
        double logarithms = rows.stream()
                .map(Row::comparison)
                .flatMap(Optional::stream)
                .mapToDouble(comparison -> Math.log(comparison.ratio()))
                .average()
                .orElseThrow(() -> new IllegalStateException("nothing was compared"));
        double mean = Math.exp(logarithms);
        rows.add(Row.of("EVM loops, geometric mean", mean, "ratio")
                .comparedWith(mean, PEER)
                .withTarget(new Target.RatioAtMost(1)));
        return rows;
    }
}
