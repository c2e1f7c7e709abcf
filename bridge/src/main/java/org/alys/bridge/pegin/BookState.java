package org.alys.bridge.pegin;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alys.bitcoin.tx.BlockHash;
import org.alys.bitcoin.tx.OutPoint;

/**
 * All that a book knows.
 *
 * @param tipHeight of the last connected block; one below the start at first
 * @param recent the last blocks, lowest first, at most the reorg window
 * @param lost deposits that were minted and are not in the active chain
 * @param finalHeight sidechain blocks up to here cannot be given up; -1 at first
 * @param retiredMintedSats minted and dropped from {@code tracked}
 * @param retiredUnmintableSats unmintable and dropped from {@code tracked}
 */
record BookState(
        int tipHeight,
        List<RecentBlock> recent,
        Map<OutPoint, Tracked> tracked,
        Map<OutPoint, Tracked.Done> lost,
        long finalHeight,
        long retiredMintedSats,
        long retiredUnmintableSats) {
    /** The lowest block that could be disconnected. */
    int windowBase() {
        return tipHeight - recent.size() + 1;
    }

    Optional<BlockHash> tip() {
        return recent.isEmpty()
                ? Optional.empty()
                : Optional.of(recent.getLast().hash());
    }

    /** The hash of a recent block; empty outside the window. */
    Optional<BlockHash> hashAt(int height) {
        int index = height - windowBase();
        return index >= 0 && index < recent.size()
                ? Optional.of(recent.get(index).hash())
                : Optional.empty();
    }
}
