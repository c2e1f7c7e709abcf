package org.alys.actor.bus;

/** How much of the past a new subscriber gets, as far as the bus remembers it, before anything new. */
public sealed interface Replay {
    record Nothing() implements Replay {}

    /** The latest events. */
    record Latest(int events) implements Replay {
        public Latest {
            if (events < 0) {
                throw new IllegalArgumentException("a negative number of events: " + events);
            }
        }
    }

    /** Everything with a higher number. */
    record After(long sequence) implements Replay {}
}
