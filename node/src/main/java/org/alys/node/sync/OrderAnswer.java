package org.alys.node.sync;

/** What becomes of an operator's order. */
public sealed interface OrderAnswer {
    /** It holds, and this is how the sync is now. */
    record Obeyed(SyncStatus status) implements OrderAnswer {}

    /**
     * It does not hold, and nothing was changed.
     *
     * @param reason a sentence with a code
     */
    record Refused(String reason) implements OrderAnswer {}
}
