package org.alys.node.sync;

/** How ready the node is, for those who decide by it. */
public sealed interface SyncClass {
    /** It does not know where the others are, or cannot go on. */
    record NotSynced() implements SyncClass {}

    /** It is behind; {@code progress} from 0 to 1 is its final height by that of the target. */
    record Syncing(double progress) implements SyncClass {}

    /** It may vote and propose, and still lacks blocks. */
    record SyncedForProduction() implements SyncClass {}

    record Synced() implements SyncClass {}

    /** As in JSON. */
    default String label() {
        return switch (this) {
            case NotSynced _ -> "not_synced";
            case Syncing _ -> "syncing";
            case SyncedForProduction _ -> "synced_for_production";
            case Synced _ -> "synced";
        };
    }
}
