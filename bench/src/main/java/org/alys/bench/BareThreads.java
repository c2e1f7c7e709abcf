package org.alys.bench;

import java.util.ArrayDeque;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * What {@link ActorWaits} measures, done by a bare thread without an actor system: how long that takes is what the machine takes
 * by itself, above all until the thread has a core. The threads are virtual, as those of actors are: a fresh thread of the
 * operating system would be given the core with the least to do, and nobody starts one for each message.
 */
final class BareThreads {
    private enum Order {
        PASS_ON,
        ANSWER,
        END
    }

    private volatile Order order = Order.PASS_ON;

    /** A message that was passed on so often. */
    private record Passed(long times) {}

    /** What is new after a failure. */
    private record Life(BlockingQueue<Long> restarted) {
        void begin() {
            restarted.add(System.nanoTime());
        }
    }

    /** Nanoseconds until a busy thread saw each of so many orders. */
    double[] overtaking(int count, int backlog) throws InterruptedException {
        BlockingQueue<Long> seen = new LinkedBlockingQueue<>();
        Thread busy = Thread.ofVirtual().start(() -> passOn(backlog, seen));
        ActorWaits.next(seen);
        double[] nanos = new double[count];
        for (int i = 0; i < count; i++) {
            TimeUnit.MILLISECONDS.sleep(1);
            long sent = System.nanoTime();
            order = Order.ANSWER;
            nanos[i] = ActorWaits.next(seen) - sent;
        }
        order = Order.END;
        busy.join();
        order = Order.PASS_ON;
        return nanos;
    }

    /**
     * Says when it has many messages; then takes the oldest and puts a fresh one behind the others, again and again, unless
     * there is another order.
     */
    private void passOn(int backlog, BlockingQueue<Long> seen) {
        ArrayDeque<Passed> waiting = new ArrayDeque<>(2 * backlog);
        for (int i = 0; i < backlog; i++) {
            waiting.add(new Passed(0));
        }
        seen.add(System.nanoTime());
        while (order != Order.END) {
            if (order == Order.ANSWER) {
                order = Order.PASS_ON;
                seen.add(System.nanoTime());
            } else {
                waiting.add(new Passed(waiting.remove().times() + 1));
            }
        }
    }

    /** Nanoseconds until a thread at rest has failed over each of so many messages and made a new object. */
    double[] restarting(int count) throws InterruptedException {
        BlockingQueue<String> messages = new LinkedBlockingQueue<>();
        BlockingQueue<Long> restarted = new LinkedBlockingQueue<>();
        Thread failing = Thread.ofVirtual().start(() -> fail(messages, restarted));
        double[] nanos = new double[count];
        for (int i = 0; i < count; i++) {
            long sent = System.nanoTime();
            messages.add("fail");
            nanos[i] = ActorWaits.next(restarted) - sent;
        }
        failing.interrupt();
        failing.join();
        return nanos;
    }

    private void fail(BlockingQueue<String> messages, BlockingQueue<Long> restarted) {
        try {
            while (true) {
                String message = messages.take();
                try {
                    throw new IllegalStateException(message);
                } catch (IllegalStateException failure) {
                    new Life(restarted).begin();
                }
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }
}
