package org.alys.actor.block;

/** How far a node is behind its chain. */
public sealed interface SyncStatus {
    /** Part of the chain that is enough to make blocks. */
    double PRODUCTION = 0.995;

    /** Nothing is known of the chain yet. */
    record NotSynced() implements SyncStatus {}

    /** Part of the chain is there, 0.0 to less than {@link #PRODUCTION}. */
    record Syncing(double progress) implements SyncStatus {}

    /** Not everything, but enough to make blocks. */
    record SyncedForProduction(double progress) implements SyncStatus {}

    record Synced() implements SyncStatus {}

    /**
     * Classifies a height against the height of the chain. Pure.
     *
     * @param height own height, 0 or more
     * @param target height of the chain as far as known, 0 or more; 0 if nothing is known
     */
    static SyncStatus of(long height, long target) {
        if (height < 0 || target < 0) {
            throw new IllegalArgumentException("negative height: " + height + " of " + target);
        }
        if (target == 0) {
            return new NotSynced();
        }
        if (height >= target) {
            return new Synced();
        }
        double progress = (double) height / target;
        return progress >= PRODUCTION ? new SyncedForProduction(progress) : new Syncing(progress);
    }

    /** Whether it is enough to make blocks. */
    default boolean enoughForProduction() {
        return switch (this) {
            case NotSynced() -> false;
            case Syncing syncing -> false;
            case SyncedForProduction enough -> true;
            case Synced() -> true;
        };
    }
}
