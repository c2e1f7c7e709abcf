package org.alys.bitcoin.regtest.mempool;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.alys.bitcoin.regtest.consensus.Coin;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.bitcoin.tx.Transaction;
import org.alys.bitcoin.tx.TxInput;
import org.alys.bitcoin.tx.TxOutput;
import org.alys.bitcoin.tx.Txid;

/** The transactions that wait, and how they depend on each other. Parents always stand before their children. */
public final class Mempool {
    private final Map<Txid, MempoolEntry> entries = new LinkedHashMap<>();
    private final Map<OutPoint, Txid> spenders = new HashMap<>();
    private long virtualBytes;
    private long changes;

    public Optional<MempoolEntry> find(Txid txid) {
        return Optional.ofNullable(entries.get(txid));
    }

    public boolean contains(Txid txid) {
        return entries.containsKey(txid);
    }

    /** All of them, parents before children. */
    public Collection<MempoolEntry> entries() {
        return Collections.unmodifiableCollection(entries.values());
    }

    public int size() {
        return entries.size();
    }

    /** The virtual bytes of all. */
    public long virtualBytes() {
        return virtualBytes;
    }

    /** Grows with every change. */
    public long changes() {
        return changes;
    }

    /** Who spends the output. */
    public Optional<MempoolEntry> spender(OutPoint outPoint) {
        return Optional.ofNullable(spenders.get(outPoint)).map(entries::get);
    }

    /** The output that a transaction here makes, spent or not. */
    public Optional<Coin> output(OutPoint outPoint) {
        return find(outPoint.txid())
                .filter(entry ->
                        outPoint.index() < entry.transaction().outputs().size())
                .map(entry -> output(entry, (int) outPoint.index()));
    }

    private static Coin output(MempoolEntry entry, int index) {
        TxOutput output = entry.transaction().outputs().get(index);
        return new Coin(output, Coin.UNCONFIRMED, false);
    }

    public Set<MempoolEntry> parents(Transaction transaction) {
        Set<MempoolEntry> parents = new LinkedHashSet<>();
        for (TxInput input : transaction.inputs()) {
            find(input.previous().txid()).ifPresent(parents::add);
        }
        return parents;
    }

    public Set<MempoolEntry> children(MempoolEntry entry) {
        Set<MempoolEntry> children = new LinkedHashSet<>();
        for (int index = 0; index < entry.transaction().outputs().size(); index++) {
            spender(new OutPoint(entry.txid(), index)).ifPresent(children::add);
        }
        return children;
    }

    /** All unconfirmed transactions on which {@code transaction} depends. */
    public Set<MempoolEntry> ancestors(Transaction transaction) {
        Set<MempoolEntry> found = new LinkedHashSet<>();
        Deque<Transaction> waiting = new ArrayDeque<>(List.of(transaction));
        while (!waiting.isEmpty()) {
            for (MempoolEntry parent : parents(waiting.pop())) {
                if (found.add(parent)) {
                    waiting.push(parent.transaction());
                }
            }
        }
        return found;
    }

    /** All that depend on {@code entry}, without itself. */
    public Set<MempoolEntry> descendants(MempoolEntry entry) {
        Set<MempoolEntry> found = new LinkedHashSet<>();
        Deque<MempoolEntry> waiting = new ArrayDeque<>(List.of(entry));
        while (!waiting.isEmpty()) {
            for (MempoolEntry child : children(waiting.pop())) {
                if (found.add(child)) {
                    waiting.push(child);
                }
            }
        }
        return found;
    }

    /** The transactions that spend an input of {@code transaction}. */
    Set<MempoolEntry> conflicts(Transaction transaction) {
        Set<MempoolEntry> conflicts = new LinkedHashSet<>();
        for (TxInput input : transaction.inputs()) {
            spender(input.previous()).ifPresent(conflicts::add);
        }
        return conflicts;
    }

    void add(MempoolEntry entry) {
        for (TxInput input : entry.transaction().inputs()) {
            if (spenders.putIfAbsent(input.previous(), entry.txid()) != null) {
                throw new IllegalStateException("two transactions spend " + input.previous());
            }
        }
        entries.put(entry.txid(), entry);
        virtualBytes += entry.virtualSize();
        changes++;
    }

    /** Removes the transaction alone: what depends on it stays. */
    void remove(MempoolEntry entry) {
        if (entries.remove(entry.txid()) != null) {
            entry.transaction().inputs().forEach(input -> spenders.remove(input.previous()));
            virtualBytes -= entry.virtualSize();
            changes++;
        }
    }

    /** Removes the transaction with all that depend on it, and answers with what left. */
    List<MempoolEntry> removeWithDescendants(MempoolEntry entry) {
        List<MempoolEntry> leaving = new ArrayList<>();
        leaving.add(entry);
        leaving.addAll(descendants(entry));
        leaving.forEach(this::remove);
        return leaving;
    }

    List<MempoolEntry> clear() {
        List<MempoolEntry> all = List.copyOf(entries.values());
        entries.clear();
        spenders.clear();
        virtualBytes = 0;
        changes++;
        return all;
    }
}
