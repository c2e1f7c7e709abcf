package org.alys.node.federation;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Counts the questions that are under way, so that the time of a test can wait for them. */
final class UnderWay {
    private final AtomicInteger count = new AtomicInteger();

    <T> T counted(Supplier<T> question) {
        count.incrementAndGet();
        try {
            return question.get();
        } finally {
            count.decrementAndGet();
        }
    }

    /** The same work, which is under way from now until it has run. */
    Runnable counting(Runnable work) {
        count.incrementAndGet();
        return () -> {
            try {
                work.run();
            } finally {
                count.decrementAndGet();
            }
        };
    }

    boolean any() {
        return count() > 0;
    }

    int count() {
        return count.get();
    }
}
