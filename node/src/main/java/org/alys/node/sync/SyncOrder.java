package org.alys.node.sync;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;

/** What an operator wants of the sync. It lasts until the next order, over restarts too. */
sealed interface SyncOrder {
    /** To be where the others are. */
    record GoOn() implements SyncOrder {}

    /** To go on until the block of this height is final, and to pause there. */
    record GoOnTo(long height) implements SyncOrder {}

    /**
     * To stay where the node is: to execute no further block, to ask nobody for any, and not to take part.
     *
     * @param end the height at which an operator wanted it to pause; empty when it was to pause at once
     */
    record Paused(Instant since, OptionalLong end) implements SyncOrder {}

    /** What was ordered before a restart cannot be read. Nobody guesses: it counts as a pause. */
    record Unreadable(String why) implements SyncOrder {}

    /** Whether the node asks nobody for blocks and takes no part. */
    default boolean isPause() {
        return switch (this) {
            case GoOn _, GoOnTo _ -> false;
            case Paused _, Unreadable _ -> true;
        };
    }

    /** Whether a block of this height may be executed: a pause holds from the next block on. */
    default boolean mayExecute(long height) {
        return switch (this) {
            case GoOn _ -> true;
            case GoOnTo(long end) -> height <= end;
            case Paused _, Unreadable _ -> false;
        };
    }

    /** The height up to which the sync is to go; empty when it is to go as far as it can, or nowhere. */
    default OptionalLong end() {
        return this instanceof GoOnTo(long height) ? OptionalLong.of(height) : OptionalLong.empty();
    }

    /** The order that holds at {@code now}, when the final block is at {@code height}. */
    default SyncOrder at(long height, Instant now) {
        return this instanceof GoOnTo(long end) && height >= end ? new Paused(now, OptionalLong.of(end)) : this;
    }

    /** The order after a pause was ordered: what pauses already does so since it began to. */
    default SyncOrder paused(Instant now) {
        return this instanceof Paused ? this : new Paused(now, OptionalLong.empty());
    }

    /** Why the node is paused, with a code; empty when it is not. */
    default Optional<String> pause(long height) {
        return switch (this) {
            case GoOn _, GoOnTo _ -> Optional.empty();
            case Paused(Instant since, OptionalLong end) ->
                Optional.of("SYN007 " + reason(end, height) + " since " + since.truncatedTo(ChronoUnit.SECONDS)
                        + "; the node takes no part until \"alys sync resume\".");
            case Unreadable(String why) ->
                Optional.of("SYN010 What an operator ordered before the restart cannot be read, so the sync is paused: "
                        + why + ". Order it again: \"alys sync resume\" or \"alys sync pause\".");
        };
    }

    /** What will happen that nobody would expect who does not know of the order; empty when nothing will. */
    default Optional<String> plan() {
        return this instanceof GoOnTo(long height)
                ? Optional.of("The sync goes on up to block " + height + " and pauses there, as an operator ordered.")
                : Optional.empty();
    }

    private static String reason(OptionalLong end, long height) {
        if (end.isEmpty()) {
            return "An operator paused the sync";
        }
        return end.getAsLong() < height
                ? "Block " + end.getAsLong() + ", up to which the sync was to go, was passed already; it is paused"
                : "The sync is paused at block " + end.getAsLong() + ", up to which it was to go,";
    }
}
