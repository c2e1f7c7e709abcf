package org.alys.node.sync;

import org.alys.node.chain.Readiness;

/** Where the sync writes its status and everybody reads it without asking. With the operator's order it outlives the sync's incarnations. */
public final class SyncBoard implements Readiness {
    private volatile SyncStatus status = SyncStatus.UNKNOWN;
    private volatile SyncOrder order = new SyncOrder.GoOn();

    public SyncStatus status() {
        return status;
    }

    void write(SyncStatus now) {
        status = now;
    }

    /** What the operator said last. */
    SyncOrder order() {
        return order;
    }

    void order(SyncOrder now) {
        order = now;
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
