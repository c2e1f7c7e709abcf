package org.alys.bitcoin.regtest.wallet;

import java.util.Optional;
import org.alys.bitcoin.regtest.chain.BlockEntry;
import org.alys.bitcoin.tx.Transaction;
import org.alys.bitcoin.tx.Txid;

/** A transaction that concerns a wallet. */
public final class WalletTransaction {
    private final Transaction transaction;
    private final Txid txid;
    private final long time;
    private Optional<BlockEntry> block = Optional.empty();
    private int indexInBlock;
    private boolean abandoned;

    WalletTransaction(Transaction transaction, Txid txid, long time) {
        this.transaction = transaction;
        this.txid = txid;
        this.time = time;
    }

    public Transaction transaction() {
        return transaction;
    }

    public Txid txid() {
        return txid;
    }

    /** When the wallet heard of it first, in seconds since 1970. */
    public long time() {
        return time;
    }

    /** The block of the active chain that holds it. */
    public Optional<BlockEntry> block() {
        return block;
    }

    /** Its place in that block. */
    public int indexInBlock() {
        return indexInBlock;
    }

    /** Whether the user gave it up, so that its coins can be spent otherwise. */
    public boolean isAbandoned() {
        return abandoned;
    }

    void confirm(BlockEntry entry, int index) {
        block = Optional.of(entry);
        indexInBlock = index;
        abandoned = false;
    }

    void unconfirm() {
        block = Optional.empty();
        indexInBlock = 0;
    }

    void abandon() {
        abandoned = true;
    }
}
