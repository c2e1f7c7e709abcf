package org.alys.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.alys.actor.ExecutionMode;

/**
 * The actor runtime beside Apache Pekko Typed under the same loads. In every round each contestant has one go at a load, one
 * after another, so that what disturbs the machine disturbs all; the first rounds are for warming up, and medians count.
 */
final class ActorsSuite implements Suite {
    private static final int WARM_UP = 2;
    private static final int ROUNDS = 5;
    private static final String DIRECT = "direct";
    private static final String COMPUTE = "compute";
    private static final String PEKKO = "Pekko";
    private static final String TUNED = "Pekko tuned";
    private static final String AFFINITY = "Pekko affinity";

    private interface Load {
        double run(ActorWorkloads contestant) throws Exception;
    }

    @Override
    public String name() {
        return "actors";
    }

    @Override
    public String summary() {
        return "sends messages between actors, in both modes, beside Apache Pekko Typed";
    }

    @Override
    public List<Row> run(Effort effort) throws Exception {
        Map<String, ActorWorkloads> contestants = new LinkedHashMap<>();
        contestants.put(DIRECT, new AlysActors(ExecutionMode.DIRECT));
        contestants.put(COMPUTE, new AlysActors(ExecutionMode.COMPUTE));
        contestants.put(PEKKO, new PekkoActors(PekkoActors.Dispatcher.DEFAULT));
        contestants.put(TUNED, new PekkoActors(PekkoActors.Dispatcher.TUNED));
        contestants.put(AFFINITY, new PekkoActors(PekkoActors.Dispatcher.AFFINITY));
        try {
            Contest contest = new Contest(contestants, ROUNDS * effort.factor());
            List<Row> rows = new ArrayList<>();
            rows.addAll(throughput(contest));
            rows.addAll(requests(contest));
            rows.addAll(new ActorRows().measure());
            return rows;
        } finally {
            contestants.values().forEach(ActorWorkloads::close);
        }
    }

    private static List<Row> throughput(Contest contest) throws Exception {
        Map<String, Double> one = contest.rates(load -> load.oneToOne(3_000_000) / 1e6);
        Map<String, Double> priority = contest.rates(load -> load.oneToOneByPriority(300_000) / 1e6);
        Map<String, Double> many = contest.rates(load -> load.amongMany(1000, 2_000_000) / 1e6);
        Map<String, Double> pingPong = contest.rates(load -> load.pingPong(300_000) / 1e6);
        // Pekko's affinity pool loses work when as many actors start at once, so it does not take part.
        Map<String, Double> spawn = contest.without(AFFINITY).rates(load -> load.spawnAndStop(20_000) / 1e6);
        List<Row> rows = new ArrayList<>();
        rows.addAll(rows("one to one", one, DIRECT, PEKKO, 3, TUNED, 2));
        rows.addAll(rows("one to one", one, COMPUTE, PEKKO, 3, TUNED, 2));
        rows.addAll(rows("one to one by priority", priority, DIRECT, PEKKO, 5));
        rows.addAll(rows("one to one by priority", priority, COMPUTE, PEKKO, 5));
        rows.addAll(rows("among a thousand", many, DIRECT, PEKKO, 1));
        rows.addAll(rows("among a thousand", many, COMPUTE, TUNED, 1.2));
        rows.addAll(rows("ping-pong", pingPong, DIRECT, PEKKO, 0.4));
        rows.addAll(rows("ping-pong", pingPong, COMPUTE, PEKKO, 1));
        rows.addAll(rows("spawned and stopped", spawn, DIRECT, PEKKO, 1));
        rows.addAll(rows("spawned and stopped", spawn, COMPUTE, PEKKO, 1));
        return rows;
    }

    private static List<Row> requests(Contest contest) throws Exception {
        Map<String, Double> chains = contest.rates(load -> load.askChains(64, 64 * 300) / 1e6);
        List<Row> rows = new ArrayList<>(rows("chain of three asks", chains, DIRECT, PEKKO, 1));
        Map<String, double[]> asks = contest.samples(load -> load.asks(5_000));
        for (double share : List.of(0.5, 0.99)) {
            double peer = micros(asks, PEKKO, share);
            for (String mode : List.of(DIRECT, COMPUTE)) {
                Row row = Row.of("ask, " + mode + (share == 0.5 ? ", p50" : ", p99"), micros(asks, mode, share), "µs")
                        .comparedWith(micros(asks, mode, share) / peer, PEKKO);
                rows.add(mode.equals(COMPUTE) ? row.withTarget(new Target.RatioAtMost(1)) : row);
            }
            rows.add(Row.of("ask, " + PEKKO + (share == 0.5 ? ", p50" : ", p99"), peer, "µs"));
        }
        return rows;
    }

    private static double micros(Map<String, double[]> asks, String contestant, double share) {
        double[] nanos = asks.get(contestant);
        if (nanos == null) {
            throw new IllegalStateException(contestant + " was not measured");
        }
        return Figures.percentile(DoubleStream.of(nanos), share) / 1e3;
    }

    /** The row of one mode and, for each peer and the factor by which it is to be beaten, the peer's rate beside it. */
    private static List<Row> rows(String load, Map<String, Double> rates, String mode, Object... peersAndFactors) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < peersAndFactors.length; i += 2) {
            String peer = (String) peersAndFactors[i];
            double factor = ((Number) peersAndFactors[i + 1]).doubleValue();
            double theirs = TUNED.equals(peer)
                    ? Math.max(rate(rates, TUNED), rates.getOrDefault(AFFINITY, 0.0))
                    : rate(rates, peer);
            double ours = rate(rates, mode);
            rows.add(Row.of(load + ", " + mode, ours, "M per s")
                    .comparedWith(theirs / ours, peer + " at " + Figures.format(theirs))
                    .withTarget(new Target.RatioAtMost(1 / factor)));
        }
        return rows;
    }

    private static double rate(Map<String, Double> rates, String contestant) {
        Double rate = rates.get(contestant);
        if (rate == null) {
            throw new IllegalStateException(contestant + " was not measured");
        }
        return rate;
    }

    /** Lets all contestants take turns. */
    private record Contest(Map<String, ActorWorkloads> contestants, int rounds) {
        Contest without(String excluded) {
            Map<String, ActorWorkloads> others = new LinkedHashMap<>(contestants);
            others.remove(excluded);
            return new Contest(others, rounds);
        }

        Map<String, Double> rates(Load load) throws Exception {
            Map<String, List<Double>> measured = new LinkedHashMap<>();
            for (int round = 0; round < WARM_UP + rounds; round++) {
                for (Map.Entry<String, ActorWorkloads> contestant : contestants.entrySet()) {
                    double rate = load.run(contestant.getValue());
                    if (round >= WARM_UP) {
                        measured.computeIfAbsent(contestant.getKey(), name -> new ArrayList<>())
                                .add(rate);
                    }
                }
            }
            Map<String, Double> medians = new LinkedHashMap<>();
            measured.forEach((name, rates) ->
                    medians.put(name, Figures.percentile(rates.stream().mapToDouble(Double::doubleValue), 0.5)));
            return medians;
        }

        private interface Sampling {
            double[] run(ActorWorkloads contestant) throws Exception;
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
}
