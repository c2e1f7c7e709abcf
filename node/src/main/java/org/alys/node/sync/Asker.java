package org.alys.node.sync;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alys.node.network.BlockRange;
import org.alys.node.network.PeerRef;

/** Decides which heights are asked of whom, and keeps what was asked until it is answered or given up. For one thread. */
final class Asker {
    /** A guess, until blocks have come. */
    private static final double FIRST_BLOCK_BYTES = 2048;

    private final DownloadLimits limits;
    private final Pieces pieces;
    private final SourcePool sources;
    private final Map<Long, Request> requests = new LinkedHashMap<>();
    private double blockBytes = FIRST_BLOCK_BYTES;
    private long lastAsk;

    /** What a peer was asked for, and when. */
    record Request(PeerRef peer, int count, long atNanos) {}

    /** @param lastAsk the number of the last request of an earlier download, whose answers may still come */
    Asker(DownloadLimits limits, Pieces pieces, SourcePool sources, long lastAsk) {
        this.limits = limits;
        this.pieces = pieces;
        this.sources = sources;
        this.lastAsk = lastAsk;
    }

    /** The number of the last request. */
    long lastAsk() {
        return lastAsk;
    }

    /** The request is over; empty when it was over before. */
    Optional<Request> end(long ask) {
        Optional<Request> request = Optional.ofNullable(requests.remove(ask));
        request.flatMap(made -> sources.find(made.peer())).ifPresent(source -> source.free(ask));
        return request;
    }

    /** The requests that this peer has not answered yet. */
    List<Long> openOf(PeerRef peer) {
        return requests.entrySet().stream()
                .filter(entry -> entry.getValue().peer().equals(peer))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The requests that were made at {@code nanos} or before. */
    List<Long> openSince(long nanos) {
        return requests.entrySet().stream()
                .filter(entry -> entry.getValue().atNanos() <= nanos)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** So many blocks came, of so many bytes together: what is asked for depends on how large they are of late. */
    void measured(int blocks, long bytes) {
        blockBytes = (3 * blockBytes + (double) bytes / blocks) / 4;
    }

    /**
     * Asks for what can be asked for now: first what nobody brought, then what comes after it.
     *
     * @param next height of the next block of the chain
     * @param wanted the highest that is wanted
     */
    List<DownloadEffect> ask(long next, long wanted, long now) {
        List<DownloadEffect> effects = new ArrayList<>();
        for (Piece piece : pieces.free()) {
            sources.best(piece, now).ifPresent(source -> {
                int count = count(source, piece.from, piece.count);
                if (mayTake(piece.from, count, next)) {
                    effects.add(ask(source, pieces.split(piece, count), now));
                }
            });
        }
        boolean more = true;
        while (more) {
            Piece beyond = new Piece(pieces.end(next) + 1, 1);
            long room = Math.min(wanted, next - 1 + limits.window()) - beyond.from + 1;
            Optional<Source> source = room > 0 ? sources.best(beyond, now) : Optional.empty();
            int count = source.map(found -> count(found, beyond.from, aligned(beyond.from, found.batch(), room)))
                    .orElse(0);
            more = count > 0 && mayTake(beyond.from, count, next);
            if (more) {
                Piece piece = new Piece(beyond.from, count);
                pieces.add(piece);
                effects.add(ask(source.orElseThrow(), piece, now));
            }
        }
        return effects;
    }

    /** Ends where a span of finality ends, if that is possible: most probably its last block is proven. */
    private static int aligned(long from, int batch, long room) {
        long end = Math.ceilDiv(from + 1, BlockRange.FINALITY_SPAN) * BlockRange.FINALITY_SPAN - 1;
        long spans = Math.max(0, (batch - (end - from + 1)) / BlockRange.FINALITY_SPAN);
        return (int) Math.min(room, Math.min(batch, end - from + 1 + spans * BlockRange.FINALITY_SPAN));
    }

    private int count(Source source, long from, int most) {
        long bytes = limits.heldBytes() / limits.requests();
        long affordable = Math.max(1, (long) (bytes / blockBytes));
        return (int) Math.min(Math.min(most, source.batch()), Math.min(affordable, source.has() - from + 1));
    }

    /** The lowest piece may always be asked for, or nothing would go on. */
    private boolean mayTake(long from, int count, long next) {
        if (requests.size() >= limits.requests()) {
            return false;
        }
        ReadyRun run = new ReadyRun(pieces.run(next));
        boolean lowest = from <= next + run.blocks();
        long coming = requests.values().stream().mapToLong(Request::count).sum() + count;
        return lowest || pieces.heldBytes() + coming * blockBytes <= limits.heldBytes();
    }

    private DownloadEffect ask(Source source, Piece piece, long now) {
        lastAsk++;
        requests.put(lastAsk, new Request(source.peer, piece.count, now));
        source.ask(lastAsk);
        piece.stage = new Piece.Stage.Asked(lastAsk, source.peer, now);
        return new DownloadEffect.Ask(lastAsk, source.peer, piece.from, piece.count);
    }
}
