package org.alys.node.sync;

import java.time.Duration;
import java.util.Optional;
import org.alys.node.network.PeerRef;

/** A peer as a source of blocks: what it has, how much to ask it for, and how it did so far. */
final class Source {
    /** After so many failures in a row a peer counts as unresponsive. */
    static final int MAX_STRIKES = 3;

    private static final Duration FAST = Duration.ofSeconds(2);
    private static final Duration SLOW = Duration.ofSeconds(5);
    private static final Duration FIRST_REST = Duration.ofSeconds(1);
    private static final int MAX_REST_DOUBLINGS = 5;
    private static final double NANOS_PER_SECOND = 1e9;

    final PeerRef peer;
    private final DownloadLimits limits;
    private long has;
    private int batch;
    private int strikes;
    private long restsUntil = Long.MIN_VALUE;
    private double blocksPerSecond;
    private Optional<Long> busyWith = Optional.empty();
    private boolean expelled;

    Source(PeerRef peer, DownloadLimits limits) {
        this.peer = peer;
        this.limits = limits;
        this.batch = 2 * limits.minBatch();
    }

    long has() {
        return has;
    }

    void has(long finalHeight) {
        has = finalHeight;
    }

    int batch() {
        return batch;
    }

    /** Untried peers count as fast, so that each is tried. */
    double speed() {
        return blocksPerSecond == 0 ? Double.MAX_VALUE : blocksPerSecond;
    }

    boolean isExpelled() {
        return expelled;
    }

    boolean isBusy() {
        return busyWith.isPresent();
    }

    boolean mayBeAsked(long nanos) {
        return !expelled && busyWith.isEmpty() && nanos >= restsUntil;
    }

    void ask(long ask) {
        busyWith = Optional.of(ask);
    }

    void expel() {
        expelled = true;
        busyWith = Optional.empty();
    }

    /** Ends the request; without effect if the peer is busy with a later one. */
    void free(long ask) {
        if (busyWith.filter(busy -> busy == ask).isPresent()) {
            busyWith = Optional.empty();
        }
    }

    void answered(int asked, int blocks, long tookNanos) {
        strikes = 0;
        double rate = blocks * NANOS_PER_SECOND / Math.max(1, tookNanos);
        blocksPerSecond = blocksPerSecond == 0 ? rate : (3 * blocksPerSecond + rate) / 4;
        if (tookNanos > SLOW.toNanos()) {
            batch = Math.max(limits.minBatch(), batch / 2);
        } else if (tookNanos < FAST.toNanos() && blocks == asked && asked >= batch) {
            batch = Math.min(limits.maxBatch(), batch + batch / 2);
        }
    }

    /** A failure; true when they are too many in a row. The peer rests for longer and longer. */
    boolean failed(long nanos) {
        strikes++;
        batch = Math.max(limits.minBatch(), batch / 2);
        blocksPerSecond = Math.max(1, blocksPerSecond / 2);
        restsUntil = nanos + (FIRST_REST.toNanos() << Math.min(strikes - 1, MAX_REST_DOUBLINGS));
        return strikes % MAX_STRIKES == 0;
    }
}
