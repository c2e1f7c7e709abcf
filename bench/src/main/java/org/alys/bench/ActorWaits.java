package org.alys.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.DoubleStream;
import org.alys.actor.Actor;
import org.alys.actor.ActorContext;
import org.alys.actor.ActorOptions;
import org.alys.actor.ActorRef;
import org.alys.actor.ActorSystem;
import org.alys.actor.Overflow;
import org.alys.actor.Priority;
import org.alys.actor.SendOptions;
import org.alys.actor.supervision.Failure;
import org.alys.actor.supervision.RestartStrategy;
import org.alys.actor.supervision.SupervisionPolicy;

/**
 * How long a critical message and a restart take, in turns with {@link BareThreads}, so that what disturbs the machine disturbs
 * both. Other programs take a core for a while and then let it go: so turns are short and many. The first are for warming up.
 *
 * @param turns that count
 */
record ActorWaits(int turns) {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int WARM_UP = 8;
    private static final int BACKLOG = 100_000;
    private static final int OVERTAKES = 100;
    private static final int RESTARTS = 500;

    private interface Load {
        /** How many nanoseconds each one took. */
        double[] run() throws Exception;
    }

    List<Row> measure() throws Exception {
        BareThreads bare = new BareThreads();
        List<Row> rows = new ArrayList<>();
        rows.addAll(inTurns(
                "critical message before 100 000", ActorWaits::overtaking, () -> bare.overtaking(OVERTAKES, BACKLOG)));
        rows.addAll(inTurns(
                "restart, from the message it fails over", ActorWaits::restarting, () -> bare.restarting(RESTARTS)));
        return rows;
    }

    private List<Row> inTurns(String name, Load actor, Load bare) throws Exception {
        List<Double> ours = new ArrayList<>();
        List<Double> floor = new ArrayList<>();
        for (int turn = 0; turn < WARM_UP + turns; turn++) {
            double[] byActor = actor.run();
            double[] byThreads = bare.run();
            if (turn >= WARM_UP) {
                DoubleStream.of(byActor).forEach(ours::add);
                DoubleStream.of(byThreads).forEach(floor::add);
            }
        }
        Row half = row(name + ", p50", Figures.median(ours) / 1e3, Figures.median(floor) / 1e3, "µs");
        Row most =
                row(name + ", p99", Figures.percentile(ours, 0.99) / 1e6, Figures.percentile(floor, 0.99) / 1e6, "ms");
        return List.of(half, most.withTarget(new Target.AtMost(1)));
    }

    private static Row row(String name, double ours, double floor, String unit) {
        return Row.of(name, ours, unit).comparedWith(ours / floor, "bare threads at " + Figures.format(floor));
    }

    /** The next reading of the clock, which must come. */
    static long next(BlockingQueue<Long> readings) throws InterruptedException {
        Long reading = readings.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (reading == null) {
            throw new IllegalStateException("nothing came within " + PATIENCE);
        }
        return reading;
    }

    private static ActorSystem system() {
        ActorSystem system = ActorSystem.named("waits").build();
        system.start();
        return system;
    }

    private static double[] overtaking() throws Exception {
        BlockingQueue<Long> seen = new LinkedBlockingQueue<>();
        try (ActorSystem system = system()) {
            ActorRef<Boolean> actor = system.spawn(
                    "busy",
                    () -> (urgent, context) -> {
                        if (urgent) {
                            seen.add(System.nanoTime());
                        } else {
                            context.self().tell(false);
                        }
                    },
                    ActorOptions.DEFAULTS.withMailbox(1 << 18, new Overflow.Reject()));
            for (int i = 0; i < BACKLOG; i++) {
                actor.tell(false);
            }
            double[] nanos = new double[OVERTAKES];
            for (int i = 0; i < OVERTAKES; i++) {
                TimeUnit.MILLISECONDS.sleep(1);
                long sent = System.nanoTime();
                actor.tell(true, SendOptions.at(Priority.CRITICAL));
                nanos[i] = next(seen) - sent;
            }
            return nanos;
        }
    }

    private static double[] restarting() throws Exception {
        BlockingQueue<Long> restarted = new LinkedBlockingQueue<>();
        ActorOptions options = ActorOptions.DEFAULTS.withSupervision(
                SupervisionPolicy.of(new RestartStrategy.Immediate()).withLimit(10_000, PATIENCE));
        try (ActorSystem system = system()) {
            ActorRef<String> actor = system.spawn(
                    "failing",
                    () -> new Actor<>() {
                        @Override
                        public void restarted(Failure cause, ActorContext<String> context) {
                            restarted.add(System.nanoTime());
                        }

                        @Override
                        public void receive(String message, ActorContext<String> context) {
                            throw new IllegalStateException(message);
                        }
                    },
                    options);
            double[] nanos = new double[RESTARTS];
            for (int i = 0; i < RESTARTS; i++) {
                long sent = System.nanoTime();
                actor.tell("fail");
                nanos[i] = next(restarted) - sent;
            }
            return nanos;
        }
    }
}
