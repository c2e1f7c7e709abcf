package org.alys.evm.chain;

import java.util.HashSet;
import java.util.Set;
import org.alys.evm.pool.LocalJournal;
import org.alys.evm.state.StateColumns;
import org.alys.evm.store.Column;

/** Where the blocks, and what belongs to them, are in a store. */
public final class ChainColumns {
    /** A block hash to the RLP of its header. */
    static final Column HEADERS = new Column("chain_headers");
    /** A block hash to transactions with senders, withdrawals and requests. */
    static final Column BODIES = new Column("chain_bodies");
    /** A block hash to its receipts. */
    static final Column RECEIPTS = new Column("chain_receipts");
    /** Number and hash of every executed block, to nothing. */
    static final Column EXECUTED = new Column("chain_executed");
    /** A number to the hash of the canonical block. */
    static final Column CANONICAL = new Column("chain_canonical");
    /** The hash of a transaction to block hash and index in the canonical chain. */
    static final Column TRANSACTIONS = new Column("chain_transactions");
    /** Head, safe and finalized, and where the history begins. */
    static final Column META = new Column("chain_meta");

    private static final Set<Column> OWN = Set.of(HEADERS, BODIES, RECEIPTS, EXECUTED, CANONICAL, TRANSACTIONS, META);

    private ChainColumns() {}

    /** All that an {@link EmbeddedExecution} needs, those of the state included: its store is opened with these. */
    public static Set<Column> all() {
        Set<Column> all = new HashSet<>(OWN);
        all.addAll(StateColumns.ALL);
        all.add(LocalJournal.COLUMN);
        return Set.copyOf(all);
    }
}
