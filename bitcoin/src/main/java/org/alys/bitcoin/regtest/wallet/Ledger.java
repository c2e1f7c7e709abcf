package org.alys.bitcoin.regtest.wallet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alys.bitcoin.regtest.chain.ActiveChain;
import org.alys.bitcoin.regtest.mempool.Mempool;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.bitcoin.tx.Transaction;
import org.alys.bitcoin.tx.TxInput;
import org.alys.bitcoin.tx.TxOutput;
import org.alys.bitcoin.tx.Txid;

/** The transactions of one wallet, in the order in which it heard of them, and what follows from them. */
final class Ledger {
    private final ActiveChain chain;
    private final Mempool mempool;
    private final Map<Txid, WalletTransaction> transactions = new LinkedHashMap<>();
    private final Map<OutPoint, List<WalletTransaction>> spenders = new HashMap<>();

    Ledger(ActiveChain chain, Mempool mempool) {
        this.chain = chain;
        this.mempool = mempool;
    }

    WalletTransaction add(Transaction transaction, Txid txid, long time) {
        WalletTransaction known = transactions.get(txid);
        if (known != null) {
            return known;
        }
        WalletTransaction added = new WalletTransaction(transaction, txid, time);
        transactions.put(txid, added);
        for (TxInput input : transaction.inputs()) {
            spenders.computeIfAbsent(input.previous(), _ -> new ArrayList<>()).add(added);
        }
        return added;
    }

    Optional<WalletTransaction> find(Txid txid) {
        return Optional.ofNullable(transactions.get(txid));
    }

    Collection<WalletTransaction> all() {
        return Collections.unmodifiableCollection(transactions.values());
    }

    /** The output of one of these transactions. */
    Optional<TxOutput> output(OutPoint outPoint) {
        return find(outPoint.txid())
                .map(found -> found.transaction().outputs())
                .filter(outputs -> outPoint.index() < outputs.size())
                .map(outputs -> outputs.get((int) outPoint.index()));
    }

    /** Whether the transaction spends what one of these does. */
    boolean hasRivalOf(Transaction transaction) {
        return transaction.inputs().stream().anyMatch(input -> spenders.containsKey(input.previous()));
    }

    /** Confirmations; 0 for one that waits; negative for one whose coins were spent otherwise that many blocks ago. */
    int depth(WalletTransaction transaction) {
        if (transaction.block().isPresent()) {
            return chain.height() - transaction.block().get().height() + 1;
        }
        int deepest = 0;
        for (WalletTransaction rival : rivals(transaction)) {
            if (rival.block().isPresent()) {
                deepest = Math.max(deepest, depth(rival));
            }
        }
        return -deepest;
    }

    /** The other transactions that spend a coin of this one. */
    List<WalletTransaction> rivals(WalletTransaction transaction) {
        List<WalletTransaction> rivals = new ArrayList<>();
        for (TxInput input : transaction.transaction().inputs()) {
            for (WalletTransaction spender : spenders.getOrDefault(input.previous(), List.of())) {
                if (spender != transaction && !rivals.contains(spender)) {
                    rivals.add(spender);
                }
            }
        }
        return rivals;
    }

    boolean isInMempool(WalletTransaction transaction) {
        return mempool.contains(transaction.txid());
    }

    /** Whether a transaction that is confirmed or may still be spends the output. */
    boolean isSpent(OutPoint outPoint) {
        for (WalletTransaction spender : spenders.getOrDefault(outPoint, List.of())) {
            if (!spender.isAbandoned() && (depth(spender) > 0 || isInMempool(spender) || mayStillConfirm(spender))) {
                return true;
            }
        }
        return false;
    }

    /** Not in the mempool, but neither replaced by another that is there nor overtaken by one in a block. */
    private boolean mayStillConfirm(WalletTransaction transaction) {
        return depth(transaction) == 0
                && !transaction.transaction().isCoinbase()
                && rivals(transaction).stream().noneMatch(this::isInMempool);
    }
}
