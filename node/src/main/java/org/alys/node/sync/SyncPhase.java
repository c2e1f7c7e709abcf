package org.alys.node.sync;

/** What the node does to be where the federation is. The numbers are those of the gauge {@code alys_sync_state}. */
public enum SyncPhase {
    /** It asks its peers where they are. */
    DISCOVERING(0),
    /** A peer says it is ahead and is asked for the certificate. */
    PROVING(1),
    /** Blocks are fetched and imported. */
    DOWNLOADING(2),
    /** The same, near enough to the end to take part already. */
    CATCHING_UP(3),
    /** Nobody is known to be ahead by more than a few blocks. */
    SYNCED(4),
    /** It cannot go on until an operator has looked. */
    FAILED(5),
    /** An operator stopped it. */
    PAUSED(6);

    private final int code;

    SyncPhase(int code) {
        this.code = code;
    }

    /** As exported. */
    public int code() {
        return code;
    }

    /** In lower case with spaces, for people. */
    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }
}
