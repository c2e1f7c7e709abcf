package org.alys.bridge;

import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.alys.primitives.Sats;

/**
 * All peg-out requests of final blocks and the state of each. A request is known by its block and log, so that telling it
 * again changes nothing. For one thread.
 */
public final class PegOutBook {
    private final NavigableMap<PegOutId, PegOut> pegOuts = new TreeMap<>();

    /**
     * A final block made this request.
     *
     * @return the entry to be stored; empty when the request is known already
     * @throws IllegalStateException when the same block and log made another request before: that must never happen
     */
    public Optional<PegOut> requested(PegOutId id, PegOutRequest request) {
        PegOut known = pegOuts.get(id);
        if (known == null) {
            PegOut added = new PegOut(id, request, PegOutState.REQUESTED);
            pegOuts.put(id, added);
            return Optional.of(added);
        }
        if (!known.request().equals(request)) {
            throw new IllegalStateException(id + " is " + known.request() + " and again " + request);
        }
        return Optional.empty();
    }

    /** Takes over an entry that was stored. */
    void restore(PegOut stored) {
        pegOuts.put(stored.id(), stored);
    }

    /** The last request of the chain that is known. */
    public Optional<PegOutId> last() {
        return pegOuts.isEmpty() ? Optional.empty() : Optional.of(pegOuts.lastKey());
    }

    /** Newest first, without the first {@code skip}, at most {@code count}. */
    public List<PegOut> newest(int count, int skip) {
        return pegOuts.descendingMap().values().stream().skip(skip).limit(count).toList();
    }

    List<PegOut> inOrder() {
        return List.copyOf(pegOuts.values());
    }

    /** How many requests are not paid. */
    public int outstanding() {
        return pegOuts.size();
    }

    /** What those requests burned together. */
    public Sats outstandingAmount() {
        return pegOuts.values().stream()
                .map(pegOut -> pegOut.request().amount())
                .reduce(Sats.ZERO, Sats::plus);
    }
}
