package org.alys.node.sync;

import org.alys.node.chain.Readiness;

/** Where the sync writes its status and everybody reads it without asking. It outlives the incarnations of both. */
public final class SyncBoard implements Readiness {
    private volatile SyncStatus status = SyncStatus.UNKNOWN;

    public SyncStatus status() {
        return status;
    }

    void write(SyncStatus now) {
        status = now;
    }

    @Override
    public boolean mayProduce() {
        return status.mayProduce();
    }

    @Override
    public boolean fetchesRanges() {
        return status.fetchesRanges();
    }
}
