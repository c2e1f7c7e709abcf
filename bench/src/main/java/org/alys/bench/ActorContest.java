package org.alys.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/**
 * Lets all contestants take turns, so that what disturbs the machine disturbs all; the first rounds are for warming up. Beside
 * the clock on the wall it reads the processor time of the whole process, garbage collection included: what other programs
 * take from the cores changes the first much more than the second.
 */
record ActorContest(Map<String, ActorWorkloads> contestants, int rounds) {
    private static final int WARM_UP = 2;

    interface Load {
        /** How many of it go by in a second. */
        double run(ActorWorkloads contestant) throws Exception;
    }

    interface Sampling {
        double[] run(ActorWorkloads contestant) throws Exception;
    }

    /**
     * How one contestant did.
     *
     * @param rate per second, the median of the rounds
     * @param nanos processor time for one, over all rounds
     */
    record Showing(double rate, double nanos) {}

    /** @param count how many one run of the load counts */
    Map<String, Showing> showings(int count, Load load) throws Exception {
        Map<String, List<Double>> rates = new LinkedHashMap<>();
        Map<String, Double> used = new LinkedHashMap<>();
        for (int round = 0; round < WARM_UP + rounds; round++) {
            for (Map.Entry<String, ActorWorkloads> contestant : contestants.entrySet()) {
                long before = processorNanos();
                double rate = load.run(contestant.getValue());
                if (round >= WARM_UP) {
                    String name = contestant.getKey();
                    rates.computeIfAbsent(name, first -> new ArrayList<>()).add(rate);
                    used.merge(name, (double) (processorNanos() - before), Double::sum);
                }
            }
        }
        Map<String, Showing> showings = new LinkedHashMap<>();
        used.forEach((name, nanos) -> showings.put(
                name, new Showing(Figures.median(rates.getOrDefault(name, List.of())), nanos / rounds / count)));
        return showings;
    }

    private static long processorNanos() {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
            return system.getProcessCpuTime();
        }
        throw new IllegalStateException("this Java runtime does not tell the processor time of the process");
    }

    Map<String, double[]> samples(Sampling sampling) throws Exception {
        Map<String, double[]> all = new LinkedHashMap<>();
        for (int round = 0; round < WARM_UP + rounds; round++) {
            for (Map.Entry<String, ActorWorkloads> contestant : contestants.entrySet()) {
                double[] sample = sampling.run(contestant.getValue());
                if (round >= WARM_UP) {
                    all.merge(
                            contestant.getKey(),
                            sample,
                            (a, b) -> DoubleStream.concat(DoubleStream.of(a), DoubleStream.of(b))
                                    .toArray());
                }
            }
        }
        return all;
    }
}
