package org.alys.node.sync;

import java.time.Duration;
import java.util.Optional;
import org.alys.node.network.PeerRef;

/** A peer as a source of blocks: what it has, how much to ask it for, and when. */
final class Source {
    /** After so many failures in a row a peer counts as unresponsive. */
    static final int MAX_STRIKES = 3;

    private static final Duration FAST = Duration.ofSeconds(2);
    private static final Duration SLOW = Duration.ofSeconds(5);
    private static final Duration FIRST_REST = Duration.ofSeconds(1);
    private static final int MAX_REST_DOUBLINGS = 5;

    final PeerRef peer;
    private final DownloadLimits limits;
    private long has;
    private int batch;
    private int strikes;
    private long restsUntil = Long.MIN_VALUE;
    private Optional<Long> busyWith = Optional.empty();
    private boolean expelled;

    Source(PeerRef peer, DownloadLimits limits) {
        this.peer = peer;
        this.limits = limits;
        this.batch = limits.firstBatch();
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

    /**
     * More is asked for at once of a peer that is fast with all it is asked, and less of a slow one. However slow its line and large the
     * blocks, one block is little enough.
     */
    void answered(int asked, int blocks, Duration took) {
        strikes = 0;
        if (took.compareTo(SLOW) > 0) {
            batch = halved();
        } else if (took.compareTo(FAST) < 0 && blocks == asked && asked >= batch) {
            batch = Math.min(limits.maxBatch(), batch + Math.max(1, batch / 2));
        }
    }

    /** A failure; true when they are too many in a row. The peer rests for longer and longer. */
    boolean failed(long nanos) {
        strikes++;
        batch = halved();
        restsUntil = nanos + (FIRST_REST.toNanos() << Math.min(strikes - 1, MAX_REST_DOUBLINGS));
        return strikes % MAX_STRIKES == 0;
    }

    private int halved() {
        return Math.max(1, batch / 2);
    }
}
