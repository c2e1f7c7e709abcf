package org.alys.bench;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.alys.actor.Actor;
import org.alys.actor.ActorOptions;
import org.alys.actor.ActorRef;
import org.alys.actor.ActorSystem;

/** What our runtime promises by itself: room for many actors, handlers that block. */
final class ActorRows {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ACTORS = 100_000;
    private static final int BLOCKING = 1000;
    private static final Duration BLOCKED = Duration.ofMillis(100);

    List<Row> measure() throws Exception {
        return List.of(idle(), blocking());
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
