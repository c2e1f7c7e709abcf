package org.alys.actor.testkit.chaos;

import java.util.Set;

/** Whom a fault can strike. A place is the path of an actor, such as {@code /chain/pool}, or the name of a storage. */
public sealed interface Target {

    /** Anybody; the odds of the injection decide. */
    record Random() implements Target {}

    /** Those the plan ranks {@link org.alys.actor.Priority#CRITICAL}. */
    record Critical() implements Target {}

    /** Those the plan ranks so. */
    record Priority(org.alys.actor.Priority rank) implements Target {}

    /** Those named. */
    record Specific(Set<String> places) implements Target {
        public Specific {
            places = Set.copyOf(places);
        }

        public Specific(String place) {
            this(Set.of(place));
        }
    }

    /**
     * A share of all places, chosen by the seed and the same for the whole run.
     *
     * @param percent 0 to 100
     */
    record Percentage(int percent) implements Target {
        public Percentage {
            if (percent < 0 || percent > 100) {
                throw new IllegalArgumentException("percentage outside 0 to 100: " + percent);
            }
        }
    }
}
