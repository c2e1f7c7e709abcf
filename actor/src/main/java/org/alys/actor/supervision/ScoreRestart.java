package org.alys.actor.supervision;

import java.time.Duration;

/**
 * When an actor that judges itself by a score from 0 to 100 is started again, and how long that waits: a block interval
 * doubled for every restart before, five times at most.
 *
 * @param leastScore a score below this calls for a restart, 0 to 100
 * @param failures checks without an answer in a row that call for one, 1 or more
 * @param slot the block interval, more than zero, at most an hour
 */
public record ScoreRestart(int leastScore, int failures, Duration slot) {
    private static final int MOST_DOUBLINGS = 5;
    /** Below 70, or 5 failures; two-second slots. */
    public static final ScoreRestart STANDARD = new ScoreRestart(70, 5, Duration.ofSeconds(2));
    /** Below 80, or 3 failures; two-second slots. */
    public static final ScoreRestart STRICT = new ScoreRestart(80, 3, Duration.ofSeconds(2));

    public ScoreRestart {
        if (leastScore < 0
                || leastScore > 100
                || failures < 1
                || !slot.isPositive()
                || slot.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException(
                    "impossible rule: score " + leastScore + ", " + failures + " failures, slot " + slot);
        }
    }

    /** Whether an actor with this score and so many failures in a row is to be started again. */
    public boolean calls(int score, int failuresInARow) {
        return score < leastScore || failuresInARow >= failures;
    }

    /** The wait before the next restart after so many before it, 0 or more. */
    public Duration delay(int restartsBefore) {
        return slot.multipliedBy(1L << Math.min(restartsBefore, MOST_DOUBLINGS));
    }
}
