package org.alys.node.sync;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.alys.node.chain.Readiness;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the sync writes its status, and everybody reads it without asking. With the operator's order it outlives the sync's incarnations;
 * the order outlives the process too, if it is kept in a file.
 */
public final class SyncBoard implements Readiness {
    private static final Logger LOG = LoggerFactory.getLogger(SyncBoard.class);

    private final Optional<OrderFile> file;
    private volatile SyncStatus status = SyncStatus.UNKNOWN;
    private volatile List<ScoredPeer> peers = List.of();
    private volatile SyncOrder order;

    /** A board whose order is gone with the process. */
    public SyncBoard() {
        this.file = Optional.empty();
        this.order = new SyncOrder.GoOn();
    }

    private SyncBoard(OrderFile file) {
        this.file = Optional.of(file);
        this.order = file.load();
    }

    /**
     * A board whose order is kept in a file, and is what it was before the restart. An order that cannot be read is a pause.
     *
     * @param file written with the first order that differs from the usual; its directory need not be there
     */
    public static SyncBoard keptIn(Path file) {
        SyncBoard board = new SyncBoard(new OrderFile(file));
        board.order.pause(0).or(board.order::plan).ifPresent(what -> LOG.warn("{}", what));
        return board;
    }

    public SyncStatus status() {
        return status;
    }

    void write(SyncStatus now) {
        status = now;
    }

    /** What connected peers are worth as sources of blocks, the best first. */
    public List<ScoredPeer> peers() {
        return peers;
    }

    void peers(List<ScoredPeer> now) {
        peers = List.copyOf(now);
    }

    /** What the operator said last. */
    SyncOrder order() {
        return order;
    }

    /** Makes an order hold, over restarts too; if it cannot be kept it does not hold, and the one before does. */
    void order(SyncOrder now) throws IOException {
        if (file.isPresent()) {
            file.get().save(now);
        }
        order = now;
    }

    /** Makes an order hold that follows from the last one; should it not be kept, it follows again after a restart. */
    void follow(SyncOrder now) {
        order = now;
        try {
            order(now);
        } catch (IOException e) {
            LOG.warn("since when the sync is paused will not be known after a restart: {}", e.toString());
        }
    }

    @Override
    public boolean mayProduce() {
        return status.mayProduce() && !order.isPause();
    }

    @Override
    public boolean fetchesRanges() {
        return status.fetchesRanges() || order.isPause();
    }

    @Override
    public boolean mayExecute(long height) {
        return order.mayExecute(height);
    }
}
