package org.alys.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.alys.evm.precompile.Precompile;

/**
 * Precompiled contracts, in turns with the same calls in go-ethereum where it has them: what else runs on the machine slows
 * both.
 */
final class PrecompileSuite implements Suite {
    private static final long WARMUP_NANOS = 1_000_000_000L;
    private static final long SAMPLE_NANOS = 50_000_000L;
    private static final int SAMPLES = 11;
    private static final double NANOS_PER_MICRO = 1e3;

    @Override
    public String name() {
        return "precompiles";
    }

    @Override
    public String summary() {
        return "calls precompiled contracts, in turns with go-ethereum";
    }

    @Override
    public List<Row> run(Effort effort) throws Exception {
        List<Row> rows = new ArrayList<>();
        try (ScratchDirectory directory = ScratchDirectory.create()) {
            Optional<GoEthereumPeer> peer = GoEthereumPeer.start(directory.path());
            try {
                for (PrecompileWork work : PrecompileWork.all()) {
                    rows.add(measure(work, effort, peer.filter(_ -> work.isKnownToPeer())));
                }
            } finally {
                if (peer.isPresent()) {
                    peer.get().close();
                }
            }
        }
        return rows;
    }

    private static Row measure(PrecompileWork work, Effort effort, Optional<GoEthereumPeer> peer) {
        byte[] input = work.bytes();
        int calls = callsInSample(work.precompile(), input);
        int samples = SAMPLES * effort.factor();
        double[] own = new double[samples];
        double[] other = new double[samples];
        for (int i = 0; i < samples; i++) {
            own[i] = run(work.precompile(), input, calls) / NANOS_PER_MICRO / calls;
            other[i] = peer.map(evm -> evm.call(work.contract(), input, calls) / NANOS_PER_MICRO / calls)
                    .orElse(0.0);
        }
        double median = median(own);
        Row row = Row.of(work.name(), median, "µs");
        return peer.isPresent() ? row.comparedWith(median / median(other), "go-ethereum") : row;
    }

    /** Warms up, and finds how many calls make a sample. */
    private static int callsInSample(Precompile precompile, byte[] input) {
        int calls = 1;
        long elapsed = run(precompile, input, calls);
        for (long end = System.nanoTime() + WARMUP_NANOS; System.nanoTime() < end || elapsed < SAMPLE_NANOS / 2; ) {
            calls = (int) Math.max(1, calls * SAMPLE_NANOS / Math.max(1, elapsed));
            elapsed = run(precompile, input, calls);
        }
        return calls;
    }

    private static long run(Precompile precompile, byte[] input, int calls) {
        long start = System.nanoTime();
        for (int i = 0; i < calls; i++) {
            if (precompile.run(input).isEmpty()) {
                throw new IllegalStateException("the contract refuses the input to measure with");
            }
        }
        return System.nanoTime() - start;
    }

    private static double median(double[] sample) {
        return Figures.percentile(Arrays.stream(sample), 0.5);
    }
}
