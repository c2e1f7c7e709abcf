package org.alys.actor.testkit;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Finds handlers in compute mode that wait. Looks at the threads of the pools again and again, and reports each place in a
 * handler at which one is found waiting: a sleep, a lock, a future. Waits that are shorter than a look are found by luck.
 */
public final class BlockingWatch implements AutoCloseable {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(2);
    private static final String RUNTIME = "org.alys.actor";
    /** What calls handlers, and what calls the other methods of an actor. */
    private static final Set<String> CALLERS = Set.of(RUNTIME + ".Handling", RUNTIME + ".ActorLife");

    private static final String POOL_THREAD = "org.alys.actor.ComputePool$Worker";

    private final Set<StackTraceElement> known = ConcurrentHashMap.newKeySet();
    private final Queue<String> found = new ConcurrentLinkedQueue<>();
    private final Thread watcher;
    private volatile boolean closed;

    /** Begins to look. */
    public BlockingWatch() {
        watcher = Thread.ofPlatform().daemon().name("blocking watch").start(this::watch);
    }

    private void watch() {
        while (!closed) {
            Thread.getAllStackTraces().entrySet().stream()
                    .filter(entry -> entry.getKey().getClass().getName().equals(POOL_THREAD))
                    .filter(entry -> waits(entry.getKey().getState()))
                    .forEach(this::report);
            try {
                Thread.sleep(BETWEEN_LOOKS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private static boolean waits(Thread.State state) {
        return switch (state) {
            case BLOCKED, WAITING, TIMED_WAITING -> true;
            case NEW, RUNNABLE, TERMINATED -> false;
        };
    }

    private void report(Map.Entry<Thread, StackTraceElement[]> entry) {
        StackTraceElement[] stack = entry.getValue();
        int caller = 0;
        while (caller < stack.length && !isRuntime(stack[caller])) {
            caller++;
        }
        // A thread of the pool that waits for work has no handler on its stack, and what the runtime does is its own
        // affair.
        if (caller > 0
                && caller < stack.length
                && CALLERS.contains(stack[caller].getClassName())
                && known.add(stack[caller - 1])) {
            found.add(entry.getKey().getName() + " waits in a handler: "
                    + Arrays.asList(stack).subList(0, caller));
        }
    }

    private static boolean isRuntime(StackTraceElement frame) {
        String name = frame.getClassName();
        return name.startsWith(RUNTIME) && name.lastIndexOf('.') == RUNTIME.length();
    }

    /** What was found so far: the thread and the stack down to the handler. */
    public Set<String> found() {
        return Set.copyOf(found);
    }

    /** Stops looking; fails the test if anything was found. */
    @Override
    public void close() {
        closed = true;
        watcher.interrupt();
        if (!found.isEmpty()) {
            throw new AssertionError(String.join("; ", found));
        }
    }
}
