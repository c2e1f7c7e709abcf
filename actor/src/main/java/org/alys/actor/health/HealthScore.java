package org.alys.actor.health;

import java.util.ArrayList;
import java.util.List;

/**
 * How well an actor is by its own judgement: 100 less what its complaints weigh. Immutable.
 *
 * @param value 0 to 100
 * @param complaints what lowered it, in the order found
 */
public record HealthScore(int value, List<String> complaints) {
    /** Nothing to complain about. */
    public static final HealthScore FULL = new HealthScore(100, List.of());
    /** As ill as can be. */
    public static final HealthScore NONE = new HealthScore(0, List.of());

    public HealthScore {
        if (value < 0 || value > 100) {
            throw new IllegalArgumentException("a score is 0 to 100, not " + value);
        }
        complaints = List.copyOf(complaints);
    }

    /**
     * The score after one more look: lower by the points if something is wrong, never below 0.
     *
     * @param wrong whether there is something to complain about
     * @param points 0 to 100
     */
    public HealthScore less(boolean wrong, int points, String complaint) {
        if (points < 0 || points > 100) {
            throw new IllegalArgumentException("points outside 0 to 100: " + points);
        }
        if (!wrong) {
            return this;
        }
        List<String> more = new ArrayList<>(complaints);
        more.add(complaint);
        return new HealthScore(Math.max(0, value - points), more);
    }
}
