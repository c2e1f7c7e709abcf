package org.alys.bitcoin.regtest.chain;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alys.bitcoin.tx.BlockHash;
import org.alys.bitcoin.tx.BlockHeader;

/** All known headers. */
public final class BlockTree {
    private final Map<BlockHash, BlockEntry> entries = new LinkedHashMap<>();
    private final BlockEntry genesis;
    private BlockEntry bestHeader;
    private long sequence;

    BlockTree(BlockHeader first) {
        genesis = new BlockEntry(first.hash(), first, Optional.empty());
        entries.put(genesis.hash(), genesis);
        bestHeader = genesis;
    }

    public BlockEntry genesis() {
        return genesis;
    }

    public Optional<BlockEntry> find(BlockHash hash) {
        return Optional.ofNullable(entries.get(hash));
    }

    public Collection<BlockEntry> all() {
        return Collections.unmodifiableCollection(entries.values());
    }

    /** The header with the most work that is not known to be invalid. */
    public BlockEntry bestHeader() {
        return bestHeader;
    }

    BlockEntry add(BlockHash hash, BlockHeader header, BlockEntry parent) {
        BlockEntry entry = new BlockEntry(hash, header, Optional.of(parent));
        entry.fail(parent.isFailed());
        entries.put(hash, entry);
        if (!entry.isFailed() && entry.work().compareTo(bestHeader.work()) > 0) {
            bestHeader = entry;
        }
        return entry;
    }

    /** Notes where the body is; its descendants that waited for it become candidates too. */
    void store(BlockEntry entry, long offset, int transactions) {
        entry.store(offset, sequence++, transactions);
        if (entry.parent().map(BlockEntry::isLinked).orElse(true)) {
            Deque<BlockEntry> waiting = new ArrayDeque<>(List.of(entry));
            while (!waiting.isEmpty()) {
                BlockEntry next = waiting.pop();
                next.link();
                next.children().stream().filter(BlockEntry::hasBody).forEach(waiting::push);
            }
        }
    }

    /** Marks the block and all that build on it as invalid. */
    void fail(BlockEntry entry) {
        markDescendants(entry, true);
        recomputeBestHeader();
    }

    /** Takes the mark from the block, all that build on it, and all that it builds on. */
    void unfail(BlockEntry entry) {
        markDescendants(entry, false);
        for (Optional<BlockEntry> at = entry.parent();
                at.isPresent();
                at = at.get().parent()) {
            at.get().fail(false);
        }
        recomputeBestHeader();
    }

    private static void markDescendants(BlockEntry entry, boolean failed) {
        Deque<BlockEntry> waiting = new ArrayDeque<>(List.of(entry));
        while (!waiting.isEmpty()) {
            BlockEntry next = waiting.pop();
            next.fail(failed);
            next.children().forEach(waiting::push);
        }
    }

    private void recomputeBestHeader() {
        BlockEntry best = genesis;
        for (BlockEntry entry : entries.values()) {
            if (!entry.isFailed() && entry.work().compareTo(best.work()) > 0) {
                best = entry;
            }
        }
        bestHeader = best;
    }

    /** The end of the chain that should be active. */
    BlockEntry bestCandidate() {
        BlockEntry best = genesis;
        for (BlockEntry entry : entries.values()) {
            if (entry.isLinked() && !entry.isFailed() && entry.isBetterThan(best)) {
                best = entry;
            }
        }
        return best;
    }

    /** Headers that nothing builds on. */
    public List<BlockEntry> leaves() {
        return entries.values().stream()
                .filter(entry -> entry.children().isEmpty())
                .toList();
    }
}
