package org.alys.node.http;

/** What an order to the sync is answered with. */
public sealed interface SyncAnswer {
    /** It was carried out; how the sync is now. */
    record Obeyed(SidechainView.Sync sync) implements SyncAnswer {}

    /** It was not, and why, with a code. */
    record Refused(String reason) implements SyncAnswer {}

    /** The sync does not say. */
    record Silent() implements SyncAnswer {}
}
