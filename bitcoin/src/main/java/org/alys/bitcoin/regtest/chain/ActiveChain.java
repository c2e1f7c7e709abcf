package org.alys.bitcoin.regtest.chain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alys.bitcoin.tx.Txid;

/** The blocks of the active chain by height, what each spent, and where each transaction is. */
public final class ActiveChain {
    private final List<BlockEntry> entries = new ArrayList<>();
    private final List<BlockUndo> undos = new ArrayList<>();
    private final Map<Txid, BlockEntry> blockOf = new HashMap<>();
    private long transactions;

    public BlockEntry tip() {
        return entries.getLast();
    }

    public int height() {
        return entries.size() - 1;
    }

    /** The block at {@code height}; empty below 0 and above the tip. */
    public Optional<BlockEntry> at(int height) {
        return height < 0 || height >= entries.size() ? Optional.empty() : Optional.of(entries.get(height));
    }

    public boolean contains(BlockEntry entry) {
        return entry.height() < entries.size() && entries.get(entry.height()) == entry;
    }

    /** The block after {@code entry} in this chain. */
    public Optional<BlockEntry> next(BlockEntry entry) {
        return contains(entry) ? at(entry.height() + 1) : Optional.empty();
    }

    /** The last block that {@code entry}'s chain has in common with this one. */
    public BlockEntry fork(BlockEntry entry) {
        BlockEntry at = entry;
        while (!contains(at)) {
            at = at.parent().orElseThrow();
        }
        return at;
    }

    /** The block that holds the transaction. */
    public Optional<BlockEntry> blockOf(Txid txid) {
        return Optional.ofNullable(blockOf.get(txid));
    }

    /** What the block at {@code height} spent. */
    public BlockUndo undo(int height) {
        return undos.get(height);
    }

    /** Transactions in the whole chain. */
    public long transactions() {
        return transactions;
    }

    /** The median time past of the block at {@code height}. */
    public long medianTime(int height) {
        return entries.get(height).medianTime();
    }

    void push(BlockEntry entry, BlockUndo undo, List<Txid> txids) {
        entries.add(entry);
        undos.add(undo);
        txids.forEach(txid -> blockOf.put(txid, entry));
        transactions += txids.size();
    }

    BlockUndo pop(List<Txid> txids) {
        entries.removeLast();
        txids.forEach(blockOf::remove);
        transactions -= txids.size();
        return undos.removeLast();
    }
}
