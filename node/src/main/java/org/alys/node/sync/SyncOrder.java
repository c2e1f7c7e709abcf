package org.alys.node.sync;

/** What an operator wants of the sync. It lasts until the next order or the end of the process. */
sealed interface SyncOrder {
    /** To be where the others are. */
    record GoOn() implements SyncOrder {}

    /** To go on until the final block is at this height or above, and to pause there. */
    record GoOnTo(long height) implements SyncOrder {}

    /** To ask nobody for blocks, and not to take part. */
    record Paused() implements SyncOrder {}

    /** The order that holds once the final block is at {@code height}. */
    default SyncOrder at(long height) {
        return this instanceof GoOnTo(long end) && height >= end ? new Paused() : this;
    }
}
