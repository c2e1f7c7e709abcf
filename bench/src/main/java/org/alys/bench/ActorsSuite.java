package org.alys.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.alys.actor.ExecutionMode;
import org.alys.bench.ActorContest.Showing;

/**
 * The actor runtime beside Apache Pekko Typed under the same loads, in an {@link ActorContest}: the goals are for the clock on
 * the wall, processor time stands beside it.
 */
final class ActorsSuite implements Suite {
    private static final int ROUNDS = 7;
    private static final int ONE = 3_000_000;
    private static final int BY_PRIORITY = 300_000;
    private static final int MANY = 6_000_000;
    private static final int PING_PONG = 300_000;
    private static final int SPAWN = 20_000;
    private static final int CHAINS = 64 * 300;
    private static final String DIRECT = "direct";
    private static final String COMPUTE = "compute";
    private static final String PEKKO = "Pekko";
    private static final String TUNED = "Pekko tuned";

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
        int rounds = ROUNDS * effort.factor();
        List<Row> rows = new ArrayList<>(besidePekko(rounds));
        // When the contestants are gone: some of them have timers that tick.
        rows.addAll(new ActorRows().measure());
        rows.addAll(new ActorWaits(4 * rounds).measure());
        return rows;
    }

    private static List<Row> besidePekko(int rounds) throws Exception {
        Map<String, ActorWorkloads> contestants = new LinkedHashMap<>();
        contestants.put(DIRECT, new AlysActors(ExecutionMode.DIRECT));
        contestants.put(COMPUTE, new AlysActors(ExecutionMode.COMPUTE));
        contestants.put(PEKKO, new PekkoActors(PekkoActors.Dispatcher.DEFAULT));
        contestants.put(TUNED, new PekkoActors(PekkoActors.Dispatcher.TUNED));
        try {
            ActorContest contest = new ActorContest(contestants, rounds);
            List<Row> rows = new ArrayList<>();
            rows.addAll(throughput(contest));
            rows.addAll(requests(contest));
            return rows;
        } finally {
            contestants.values().forEach(ActorWorkloads::close);
        }
    }

    private static List<Row> throughput(ActorContest contest) throws Exception {
        Map<String, Showing> one = contest.showings(ONE, load -> load.oneToOne(ONE));
        Map<String, Showing> priority = contest.showings(BY_PRIORITY, load -> load.oneToOneByPriority(BY_PRIORITY));
        Map<String, Showing> many = contest.showings(MANY, load -> load.amongMany(1000, MANY));
        Map<String, Showing> pingPong = contest.showings(PING_PONG, load -> load.pingPong(PING_PONG));
        Map<String, Showing> spawn = contest.showings(SPAWN, load -> load.spawnAndStop(SPAWN));
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

    private static List<Row> requests(ActorContest contest) throws Exception {
        Map<String, Showing> chains = contest.showings(CHAINS, load -> load.askChains(64, CHAINS));
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

    /**
     * For each peer and the factor by which it is to be beaten, how one mode did beside it: by the clock on the wall, and in
     * processor time.
     */
    private static List<Row> rows(String load, Map<String, Showing> showings, String mode, Object... peersAndFactors) {
        List<Row> rows = new ArrayList<>();
        Showing ours = showing(showings, mode);
        for (int i = 0; i < peersAndFactors.length; i += 2) {
            String peer = (String) peersAndFactors[i];
            double factor = ((Number) peersAndFactors[i + 1]).doubleValue();
            Showing theirs = showing(showings, peer);
            double rate = theirs.rate() / 1e6;
            rows.add(Row.of(load + ", " + mode, ours.rate() / 1e6, "M per s")
                    .comparedWith(theirs.rate() / ours.rate(), peer + " at " + Figures.format(rate))
                    .withTarget(new Target.RatioAtMost(1 / factor)));
            rows.add(Row.of(load + ", " + mode + ", processor time", ours.nanos(), "ns")
                    .comparedWith(ours.nanos() / theirs.nanos(), peer + " at " + Figures.format(theirs.nanos())));
        }
        return rows;
    }

    private static Showing showing(Map<String, Showing> showings, String contestant) {
        Showing showing = showings.get(contestant);
        if (showing == null) {
            throw new IllegalStateException(contestant + " was not measured");
        }
        return showing;
    }
}
