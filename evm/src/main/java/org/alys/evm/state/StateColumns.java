package org.alys.evm.state;

import java.util.Set;
import org.alys.evm.store.Column;

/** Where the state is in a store. */
public final class StateColumns {
    /** Keccak of an address to the RLP that the account trie holds. */
    static final Column ACCOUNTS = new Column("state_accounts");
    /** Keccak of an address and Keccak of a slot to the content without leading zeros. */
    static final Column SLOTS = new Column("state_slots");
    /** A path in the account trie to a node; leaves follow from the accounts. */
    static final Column ACCOUNT_NODES = new Column("state_account_nodes");
    /** Keccak of an address and a path in its storage trie to a node; leaves follow from the slots. */
    static final Column SLOT_NODES = new Column("state_slot_nodes");
    /** Keccak of code to code. */
    static final Column CODE = new Column("state_code");
    /** A block hash to parent, number and root. */
    static final Column LAYERS = new Column("state_layers");
    /** A block hash to what the block changed, as {@link LayerChanges}. */
    static final Column CHANGES = new Column("state_changes");
    /** Archive: a key and the number of a block that changed it, to the value before. */
    static final Column HISTORY = new Column("state_history");
    /** Archive: the hash of a final block to its number. */
    static final Column ARCHIVED = new Column("state_archived");
    /** Which block the columns above describe, which is the oldest that can be reached, and the layout. */
    static final Column META = new Column("state_meta");

    /** All of them: a store for the state is opened with these. */
    public static final Set<Column> ALL =
            Set.of(ACCOUNTS, SLOTS, ACCOUNT_NODES, SLOT_NODES, CODE, LAYERS, CHANGES, HISTORY, ARCHIVED, META);

    /** Those worth keeping in memory. */
    static final Set<Column> CACHED = Set.of(ACCOUNTS, SLOTS, ACCOUNT_NODES, SLOT_NODES, CODE, CHANGES);

    private StateColumns() {}
}
