package org.alys.actor.testkit.chaos;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.alys.actor.ActorPath;

/** What can go wrong. Each kind strikes at its own occasions. */
public sealed interface Fault {
    /** For ever, as far as a test goes. */
    Duration LONGEST = Duration.ofDays(36_500);

    /** Strikes a message on its way; the place is the path of its recipient. */
    sealed interface OfMessages extends Fault {}

    /** Strikes an actor that is about to handle a message or to start; the place is its path. */
    sealed interface OfActors extends Fault {}

    /** Strikes work done through {@link Chaos#io} or a journal of {@link Chaos#journal}; the place is the name given there. */
    sealed interface OfStorage extends Fault {}

    /** Changes the clock of the system while its injection is in force, whatever its target and odds. */
    sealed interface OfClock extends Fault {}

    /** The message is lost; its sender thinks it arrived. */
    record Drop() implements OfMessages {}

    /**
     * The message comes later, and what its sender sends after it with the same priority stays behind it.
     *
     * @param least shortest delay, not negative
     * @param most longest delay, at least {@code least} and at most {@link #LONGEST}
     */
    record Delay(Duration least, Duration most) implements OfMessages {
        public Delay {
            if (least.isNegative() || most.compareTo(least) < 0 || most.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException("a delay from " + least + " to " + most);
            }
        }

        Duration draw(RandomGenerator random) {
            long spread = most.minus(least).toNanos();
            return least.plusNanos(spread == 0 ? 0 : random.nextLong(spread + 1));
        }
    }

    /**
     * Messages of other senders, or of another priority, overtake the message; those of its own sender and priority do not.
     *
     * @param overtakers up to so many, 1 or more
     * @param atMost after this time it arrives in any case, more than zero and at most {@link #LONGEST}
     */
    record Reorder(int overtakers, Duration atMost) implements OfMessages {
        public Reorder {
            if (overtakers < 1 || !atMost.isPositive() || atMost.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException(overtakers + " overtakers within " + atMost);
            }
        }
    }

    /**
     * The message lies: it arrives as something else.
     *
     * @param mutation makes the lie of the message and a source of random numbers; the recipient must understand its type
     */
    record Byzantine(BiFunction<Object, RandomGenerator, Object> mutation) implements OfMessages {}

    /** The mailbox of the recipient behaves as if it were full. */
    record Exhaustion() implements OfMessages {}

    /**
     * Messages between actors of different groups are lost.
     *
     * @param groups for each group the paths of actors that belong to it, with all that is below them but what another group
     *     names; messages from outside the system, and actors in no group, are not concerned
     */
    record Partition(Map<String, Set<String>> groups) implements OfMessages {
        public Partition {
            groups = Map.copyOf(groups);
        }

        boolean separates(ActorPath one, ActorPath other) {
            Optional<String> first = groupOf(one);
            Optional<String> second = groupOf(other);
            return first.isPresent() && second.isPresent() && !first.equals(second);
        }

        private Optional<String> groupOf(ActorPath actor) {
            String nearest = "";
            Optional<String> found = Optional.empty();
            for (Map.Entry<String, Set<String>> group : new TreeMap<>(groups).entrySet()) {
                for (String root : group.getValue()) {
                    if (isBelow(actor.value(), root) && root.length() > nearest.length()) {
                        nearest = root;
                        found = Optional.of(group.getKey());
                    }
                }
            }
            return found;
        }

        private static boolean isBelow(String path, String root) {
            return path.equals(root) || path.startsWith(root + "/");
        }
    }

    /** The actor fails with what is supplied, over the message it was about to handle. */
    record Crash(Supplier<? extends Throwable> thrown) implements OfActors {}

    /** The actor fails with what is supplied whenever it begins, at first or again. */
    record CrashAtStart(Supplier<? extends Throwable> thrown) implements OfActors {}

    /** The actor waits for ever: until it is interrupted, and then fails, or until {@link Chaos#calm}. Only in direct mode. */
    record Hang() implements OfActors {}

    /**
     * Memory is taken away.
     *
     * @param bytes how much, 1 to 2^30
     * @param held for how long
     */
    record MemoryPressure(int bytes, Duration held) implements OfActors {
        public MemoryPressure {
            if (bytes < 1 || bytes > 1 << 30 || !held.isPositive()) {
                throw new IllegalArgumentException("pressure of " + bytes + " bytes for " + held);
            }
        }
    }

    /** The work fails with {@link java.io.UncheckedIOException}. */
    record IoFailure(Moment moment) implements OfStorage {
        public enum Moment {
            /** Before anything was done. */
            BEFORE,
            /** After all was done; whoever asked for it does not know. */
            AFTER
        }
    }

    /** The wall clock is wrong by so much, positive for fast; the monotonic clock, and with it every deadline, is right. */
    record ClockSkew(Duration by) implements OfClock {}
}
