package org.alys.engine;

import java.time.Duration;
import java.time.Instant;

/** Time as talking to an execution client needs it. */
public interface Timing {

    /** The time of day, for tokens. */
    Instant now();

    /** Time since some fixed moment, never going back, for deadlines. */
    Duration elapsed();

    /** Waits. */
    void sleep(Duration duration) throws InterruptedException;

    /** The system's clocks. */
    static Timing system() {
        return new Timing() {
            @Override
            public Instant now() {
                return Instant.now();
            }

            @Override
            public Duration elapsed() {
                return Duration.ofNanos(System.nanoTime());
            }

            @Override
            public void sleep(Duration duration) throws InterruptedException {
                Thread.sleep(duration);
            }
        };
    }
}
