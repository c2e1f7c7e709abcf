package org.alys.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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

/** What our runtime promises by itself: room for many actors, urgent messages, restarts, handlers that block. */
final class ActorRows {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ACTORS = 100_000;
    private static final int BACKLOG = 100_000;
    private static final int OVERTAKES = 200;
    private static final int RESTARTS = 500;
    private static final int BLOCKING = 1000;
    private static final Duration BLOCKED = Duration.ofMillis(100);

    List<Row> measure() throws Exception {
        List<Row> rows = new ArrayList<>();
        rows.add(idle());
        rows.add(overtaking());
        rows.add(restarting());
        rows.add(blocking());
        return rows;
    }

    private static ActorSystem system() {
        ActorSystem system = ActorSystem.named("rows").build();
        system.start();
        return system;
    }

    private static Row idle() throws Exception {
        try (ActorSystem system = system()) {
            Actor<Integer> stateless = (message, context) -> {};
            long before = usedHeap();
            List<ActorRef<Integer>> actors = IntStream.range(0, ACTORS)
                    .mapToObj(n -> system.spawn("a" + n, () -> stateless, ActorOptions.DEFAULTS))
                    .toList();
            actors.forEach(actor -> actor.tell(1));
            for (ActorRef<Integer> actor : actors) {
                while (system.handled(actor) == 0) {
                    TimeUnit.MILLISECONDS.sleep(1);
                }
            }
            double bytes = (double) (usedHeap() - before) / ACTORS;
            return Row.of("idle actor that has handled a message", bytes, "bytes")
                    .withTarget(new Target.AtMost(1024));
        }
    }

    private static long usedHeap() throws InterruptedException {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            System.gc();
            TimeUnit.MILLISECONDS.sleep(50);
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }

    /** The time of sending in it; 0 for one of the backlog. */
    private record Timed(long sentNanos) {}

    private static Row overtaking() throws Exception {
        LinkedBlockingQueue<Double> waits = new LinkedBlockingQueue<>();
        try (ActorSystem system = system()) {
            ActorRef<Timed> actor = system.spawn(
                    "busy",
                    () -> (message, context) -> {
                        if (message.sentNanos() == 0) {
                            context.self().tell(message);
                        } else {
                            waits.add((System.nanoTime() - message.sentNanos()) / 1e6);
                        }
                    },
                    ActorOptions.DEFAULTS.withMailbox(1 << 18, new Overflow.Reject()));
            for (int i = 0; i < BACKLOG; i++) {
                actor.tell(new Timed(0));
            }
            List<Double> seen = new ArrayList<>();
            for (int i = 0; i < OVERTAKES; i++) {
                actor.tell(new Timed(System.nanoTime()), SendOptions.at(Priority.CRITICAL));
                Double wait = waits.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                if (wait == null) {
                    throw new IllegalStateException("a critical message did not arrive");
                }
                seen.add(wait);
                TimeUnit.MILLISECONDS.sleep(1);
            }
            return row("critical message before 100 000", seen);
        }
    }

    private static Row row(String name, List<Double> millis) {
        double p99 = Figures.percentile(millis.stream().mapToDouble(Double::doubleValue), 0.99);
        return Row.of(name + ", p99", p99, "ms").withTarget(new Target.AtMost(1));
    }

    private static Row restarting() throws Exception {
        LinkedBlockingQueue<Long> restarted = new LinkedBlockingQueue<>();
        ActorOptions options = ActorOptions.DEFAULTS.withSupervision(
                SupervisionPolicy.of(new RestartStrategy.Immediate()).withLimit(10_000, PATIENCE));
        List<Double> seen = new ArrayList<>();
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
            for (int i = 0; i < RESTARTS; i++) {
                long sent = System.nanoTime();
                actor.tell("fail");
                Long back = restarted.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                if (back == null) {
                    throw new IllegalStateException("an actor did not restart");
                }
                seen.add((back - sent) / 1e6);
            }
        }
        return row("restart, from the message it fails over", seen.subList(RESTARTS / 5, RESTARTS));
    }

    private static Row blocking() throws Exception {
        CountDownLatch done = new CountDownLatch(BLOCKING);
        try (ActorSystem system = system()) {
            List<ActorRef<Integer>> actors = IntStream.range(0, BLOCKING)
                    .mapToObj(n -> system.<Integer>spawn(
                            "blocking-" + n,
                            () -> (message, context) -> {
                                Thread.sleep(BLOCKED);
                                done.countDown();
                            },
                            ActorOptions.DEFAULTS))
                    .toList();
            long begun = System.nanoTime();
            actors.forEach(actor -> actor.tell(1));
            if (!done.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("blocking handlers did not end");
            }
            double millis = (System.nanoTime() - begun) / 1e6;
            return Row.of("1000 handlers that block for 100 ms", millis, "ms").withTarget(new Target.AtMost(500));
        }
    }
}
