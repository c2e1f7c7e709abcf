package org.alys.evm.pool;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.alys.evm.store.Batch;
import org.alys.evm.store.Column;
import org.alys.evm.store.Durability;
import org.alys.evm.store.KeyValueStore;
import org.alys.evm.store.StoreException;
import org.alys.evm.transaction.ParsedTransaction;
import org.alys.evm.transaction.SignedTransaction;
import org.alys.evm.transaction.TransactionCodec;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The waiting transactions that this node's own callers handed in, on a disk, so that a restart does not lose them. What is here
 * survives {@code kill -9}. Trouble with the disk is told to the log (EVM008), once until it works again, and hurts nothing but
 * this. Not thread-safe: the pool's lock keeps its calls apart.
 */
public final class LocalJournal {
    /** The hash of a transaction to its EIP-2718 encoding. */
    public static final Column COLUMN = new Column("pool_local");

    private static final Logger LOG = LoggerFactory.getLogger(LocalJournal.class);

    private final KeyValueStore store;
    private final Set<Bytes32> present = new HashSet<>();
    private boolean failing;

    /** @param store has {@link #COLUMN} */
    public LocalJournal(KeyValueStore store) {
        this.store = store;
    }

    /**
     * What is written. What is damaged is dropped; what is more than a pool can hold stays for the next time.
     *
     * @return in no order
     */
    List<SignedTransaction> load(PoolLimits limits) {
        List<SignedTransaction> loaded = new ArrayList<>();
        Batch damaged = new Batch();
        long[] bytes = {0};
        attempt(
                "read",
                () -> store.scan(COLUMN, new byte[0], (key, value) -> {
                    bytes[0] += value.length;
                    if (TransactionCodec.parse(Bytes.of(value))
                                    instanceof ParsedTransaction.Accepted(SignedTransaction signed)
                            && Bytes.of(key).equals(Bytes.of(signed.hash().toArray()))) {
                        loaded.add(signed);
                    } else {
                        damaged.delete(COLUMN, key);
                    }
                    return loaded.size() + damaged.size() < limits.maxTransactions() && bytes[0] < limits.maxBytes();
                }));
        loaded.forEach(signed -> present.add(signed.hash()));
        if (damaged.size() > 0) {
            LOG.warn(
                    "EVM008: {} entries of the journal of this node's own transactions are damaged and were dropped;"
                            + " check the disk, and whether users have to send theirs again.",
                    damaged.size());
            attempt("written", () -> store.write(damaged, Durability.BUFFERED));
        }
        return loaded;
    }

    void add(SignedTransaction signed) {
        Batch batch = new Batch()
                .put(COLUMN, signed.hash().toArray(), signed.encoded().toArray());
        if (!present.contains(signed.hash()) && attempt("written", () -> store.write(batch, Durability.BUFFERED))) {
            present.add(signed.hash());
        }
    }

    /** Those that are not here are ignored. */
    void remove(Collection<Bytes32> hashes) {
        Batch batch = new Batch();
        for (Bytes32 hash : hashes) {
            if (present.remove(hash)) {
                batch.delete(COLUMN, hash.toArray());
            }
        }
        if (batch.size() > 0) {
            attempt("written", () -> store.write(batch, Durability.BUFFERED));
        }
    }

    /** The hashes of what is here. */
    Set<Bytes32> hashes() {
        return present;
    }

    private boolean attempt(String what, Runnable access) {
        try {
            access.run();
            failing = false;
            return true;
        } catch (StoreException e) {
            if (!failing) {
                LOG.warn(
                        "EVM008: the journal of this node's own transactions cannot be {}; until it can, a restart"
                                + " loses those that wait. {}",
                        what,
                        e.failure().line());
            }
            failing = true;
            return false;
        }
    }
}
