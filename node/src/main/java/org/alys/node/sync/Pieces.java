package org.alys.node.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.alys.node.network.PeerRef;

/** The pieces of a download by their first heights. They never overlap, and together they leave no gap. */
final class Pieces {
    private final TreeMap<Long, Piece> byHeight = new TreeMap<>();

    Stream<Piece> all() {
        return byHeight.values().stream();
    }

    /** Those that nobody was asked for, lowest first. */
    List<Piece> free() {
        return all().filter(piece -> piece.stage instanceof Piece.Stage.Free).toList();
    }

    /** The piece that this height is in. */
    Optional<Piece> holding(long height) {
        return Optional.ofNullable(byHeight.floorEntry(height))
                .map(Map.Entry::getValue)
                .filter(piece -> piece.last() >= height);
    }

    Optional<Piece> asked(long ask) {
        return all().filter(piece -> piece.stage instanceof Piece.Stage.Asked asked && asked.ask() == ask)
                .findFirst();
    }

    Optional<Piece> arrived(long ask) {
        return all().filter(piece -> piece.stage instanceof Piece.Stage.Arrived arrived && arrived.ask() == ask)
                .findFirst();
    }

    /** The highest height of a piece; below {@code next} when there is none. */
    long end(long next) {
        return byHeight.isEmpty() ? next - 1 : byHeight.lastEntry().getValue().last();
    }

    long heldBytes() {
        return all().mapToLong(Piece::heldBytes).sum();
    }

    void add(Piece piece) {
        byHeight.put(piece.from, piece);
    }

    /** Nobody has it any more; {@code failed} is asked last. */
    void release(Piece piece, PeerRef failed) {
        piece.stage = new Piece.Stage.Free();
        piece.avoided.add(failed);
    }

    /** Cuts a free piece in two; the first {@code count} heights are returned. */
    Piece split(Piece piece, int count) {
        if (count == piece.count) {
            return piece;
        }
        Piece first = new Piece(piece.from, count);
        Piece rest = new Piece(piece.from + count, piece.count - count);
        first.avoided.addAll(piece.avoided);
        rest.avoided.addAll(piece.avoided);
        add(first);
        add(rest);
        return first;
    }

    /** The checked answer to a piece; what it did not bring is free again. */
    void ready(Piece piece, Piece.Stage.Ready ready) {
        int brought = ready.blocks().size();
        if (brought < piece.count) {
            Piece rest = new Piece(piece.from + brought, piece.count - brought);
            rest.avoided.addAll(piece.avoided);
            add(rest);
        }
        add(Piece.ready(ready));
    }

    /** Keeps of a ready piece the blocks up to {@code last}, none if that is below it; the rest is to be asked of others. */
    void cutAfter(Piece piece, Piece.Stage.Ready ready, long last) {
        long kept = Math.max(piece.from - 1, last);
        Piece rest = new Piece(kept + 1, Math.toIntExact(piece.last() - kept));
        rest.avoided.addAll(piece.avoided);
        rest.avoided.add(ready.peer());
        if (kept >= piece.from) {
            add(Piece.ready(Piece.upTo(ready, kept)));
        }
        add(rest);
    }

    /** Forgets heights below {@code next}, save those of a piece that is on its way: when it is free or ready, it is to be trimmed again. */
    void trim(long next) {
        for (Piece piece : List.copyOf(byHeight.headMap(next).values())) {
            if (piece.last() < next) {
                byHeight.remove(piece.from);
            } else if (piece.stage instanceof Piece.Stage.Ready ready) {
                byHeight.remove(piece.from);
                add(Piece.ready(Piece.above(ready, next)));
            } else if (piece.stage instanceof Piece.Stage.Free) {
                byHeight.remove(piece.from);
                Piece rest = new Piece(next, Math.toIntExact(piece.last() - next + 1));
                rest.avoided.addAll(piece.avoided);
                add(rest);
            }
        }
    }

    /** Ready pieces from {@code next} on without a gap. */
    List<Piece> run(long next) {
        List<Piece> run = new ArrayList<>();
        long height = next;
        for (Piece piece : byHeight.tailMap(next).values()) {
            if (piece.from != height || !(piece.stage instanceof Piece.Stage.Ready)) {
                break;
            }
            run.add(piece);
            height = piece.last() + 1;
        }
        return run;
    }
}
