package org.alys.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Three whole members in one process, each with its actors, database and slashing protection on disk, agree on a block every
 * second. Nothing is executed and messages cost nothing to send: what is left is the agreement.
 */
final class VotingSuite implements Suite {
    private static final int SLOT_SECONDS = 1;
    private static final Duration LEAD = Duration.ofSeconds(3);
    private static final int WARMUP_SLOTS = 10;
    /** Fewer are no sample. */
    private static final double LEAST_CERTIFIED_SHARE = 0.9;

    @Override
    public String name() {
        return "voting";
    }

    @Override
    public String summary() {
        return "takes the time from proposal to certificate in a federation of three, slot by slot";
    }

    @Override
    public List<Row> run(Effort effort) throws Exception {
        long genesis = Instant.now().plus(LEAD).getEpochSecond();
        BenchChain chain = BenchChain.startingAt(genesis, SLOT_SECONDS);
        long first = chain.genesis().slot() + 1 + WARMUP_SLOTS;
        long last = first + effort.slots() - 1;
        Stopwatch stopwatch = new Stopwatch();
        try (ScratchDirectory directory = ScratchDirectory.create();
                Federation federation = Federation.open(chain, directory.path(), stopwatch)) {
            federation.start();
            stopwatch.runFor(
                    Duration.between(Instant.now(), chain.spec().slots().start(last + 1)));
        }
        return rows(chain, stopwatch, first, last);
    }

    private static List<Row> rows(BenchChain chain, Stopwatch stopwatch, long first, long last) {
        List<Stopwatch.Slot> complete = stopwatch.slots(first, last).stream()
                .filter(slot -> slot.isComplete(BenchChain.MEMBERS))
                .toList();
        long wanted = last - first + 1;
        if (complete.size() < LEAST_CERTIFIED_SHARE * wanted) {
            throw new IllegalStateException(
                    "only " + complete.size() + " of " + wanted + " slots were certified by every member");
        }
        List<Double> toCertificate = new ArrayList<>();
        List<Double> toProposal = new ArrayList<>();
        List<Double> toImport = new ArrayList<>();
        for (Stopwatch.Slot slot : complete) {
            long start = stopwatch.nanosAt(chain.spec().slots().start(slot.number()));
            toProposal.add(millis(slot.proposed() - start));
            IntStream.range(0, BenchChain.MEMBERS).forEach(member -> {
                toCertificate.add(millis(slot.certified(member) - slot.proposed()));
                toImport.add(millis(slot.imported(member) - start));
            });
        }
        return List.of(
                row("proposal to certificate", toCertificate).withTarget(new Target.P99Below(50)),
                row("slot start to proposal", toProposal),
                row("slot start to imported block", toImport),
                Row.of("slots certified by all, of " + wanted, complete.size(), "slots"));
    }

    private static Row row(String name, List<Double> sample) {
        return Row.of(name, Figures.percentile(values(sample), 0.5), "ms")
                .withP99(Figures.percentile(values(sample), 0.99));
    }

    private static DoubleStream values(List<Double> sample) {
        return sample.stream().mapToDouble(Double::doubleValue);
    }

    private static double millis(long nanos) {
        return nanos / 1e6;
    }
}
