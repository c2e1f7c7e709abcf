package org.alys.bitcoin.regtest.mempool;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.alys.bitcoin.regtest.chain.ActiveChain;
import org.alys.bitcoin.regtest.chain.ChainChange;
import org.alys.bitcoin.regtest.chain.ChainListener;
import org.alys.bitcoin.regtest.chain.ChainState;
import org.alys.bitcoin.regtest.consensus.Coin;
import org.alys.bitcoin.regtest.consensus.Rejection;
import org.alys.bitcoin.regtest.consensus.ScriptVerifier;
import org.alys.bitcoin.regtest.consensus.ScriptVerifier.Strictness;
import org.alys.bitcoin.regtest.consensus.SequenceLocks;
import org.alys.bitcoin.regtest.consensus.SignatureOperations;
import org.alys.bitcoin.regtest.consensus.TransactionChecks;
import org.alys.bitcoin.regtest.consensus.TransactionChecks.Amounts;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.bitcoin.tx.Transaction;
import org.alys.bitcoin.tx.TxInput;
import org.alys.bitcoin.tx.TxOutput;
import org.alys.bitcoin.tx.Txid;
import org.alys.primitives.Bytes32;
import org.alys.primitives.Sats;

/** Lets transactions into the mempool, and keeps it consistent with the chain. */
public final class MempoolGate implements ChainListener {
    private static final int MAX_RELATIVES = 25;
    private static final long MAX_RELATIVES_VBYTES = 101_000;
    private static final long MAX_POOL_VBYTES = 100_000_000;

    private final ChainState chain;
    private final Mempool mempool;
    private final ScriptVerifier scripts;
    private final InstantSource clock;
    private final List<MempoolListener> listeners = new ArrayList<>();

    /** How strict to be. */
    private enum Entrance {
        /** A transaction from outside. */
        NEW,
        /** One from a block that left the chain, or one that was in already: no fee is asked. */
        RETURNING
    }

    public MempoolGate(ChainState chain, Mempool mempool, ScriptVerifier scripts, InstantSource clock) {
        this.chain = chain;
        this.mempool = mempool;
        this.scripts = scripts;
        this.clock = clock;
    }

    /** Calls {@code listener} for every transaction that comes or goes from now on. */
    public void listen(MempoolListener listener) {
        listeners.add(listener);
    }

    /** Stops calling {@code listener}. */
    public void unlisten(MempoolListener listener) {
        listeners.remove(listener);
    }

    /** Takes {@code transaction} if all rules allow it. */
    public MempoolVerdict accept(Transaction transaction) {
        return accept(transaction, clock.instant().getEpochSecond(), Entrance.NEW);
    }

    /** As {@link #accept(Transaction)}, for one that came before, at {@code time} (seconds since 1970). */
    public MempoolVerdict restore(Transaction transaction, long time) {
        return accept(transaction, time, Entrance.RETURNING);
    }

    private MempoolVerdict accept(Transaction transaction, long time, Entrance entrance) {
        MempoolVerdict verdict = judge(transaction, Map.of(), time, entrance);
        if (verdict instanceof MempoolVerdict.Accepted(MempoolEntry entry, List<MempoolEntry> replaced)) {
            replaced.forEach(mempool::remove);
            mempool.add(entry);
            replaced.forEach(left -> listeners.forEach(listener -> listener.left(left)));
            listeners.forEach(listener -> listener.entered(entry));
        }
        return verdict;
    }

    /**
     * Whether {@code transaction} would be taken; changes nothing.
     *
     * @param promised outputs of transactions that would be taken just before
     */
    public MempoolVerdict test(Transaction transaction, Map<OutPoint, Coin> promised) {
        return judge(transaction, promised, clock.instant().getEpochSecond(), Entrance.NEW);
    }

    private MempoolVerdict judge(Transaction transaction, Map<OutPoint, Coin> promised, long time, Entrance entrance) {
        Txid txid = transaction.txid();
        Bytes32 wtxid = transaction.wtxid();
        Optional<Rejection> alone = checkAlone(transaction).or(() -> checkKnown(txid, wtxid));
        if (alone.isPresent()) {
            return new MempoolVerdict.Refused(alone.get());
        }
        List<Coin> coins = new ArrayList<>();
        for (TxInput input : transaction.inputs()) {
            Optional<Coin> coin =
                    Optional.ofNullable(promised.get(input.previous())).or(() -> coin(input.previous()));
            if (coin.isEmpty()) {
                return isKnownByItsOutputs(transaction, txid)
                        ? new MempoolVerdict.Refused(new Rejection("txn-already-known"))
                        : new MempoolVerdict.MissingInputs();
            }
            coins.add(coin.get());
        }
        int next = chain.active().height() + 1;
        if (!SequenceLocks.areMet(transaction, coins, next, chain.active()::medianTime)) {
            return new MempoolVerdict.Refused(new Rejection("non-BIP68-final"));
        }
        return switch (TransactionChecks.checkAmounts(transaction, coins, next)) {
            case Amounts.Refused(Rejection rejection) -> new MempoolVerdict.Refused(rejection);
            case Amounts.Fee(Sats fee) -> {
                int sigops = SignatureOperations.cost(transaction, outputs(coins));
                MempoolEntry entry = new MempoolEntry(
                        transaction,
                        txid,
                        wtxid,
                        coins,
                        fee,
                        transaction.virtualSize(),
                        transaction.weight(),
                        sigops,
                        time,
                        chain.active().height());
                yield judge(entry, entrance);
            }
        };
    }

    private MempoolVerdict judge(MempoolEntry entry, Entrance entrance) {
        Replacement replacement = new Replacement(mempool, entry);
        Optional<Rejection> problem = StandardPolicy.checkInputs(entry.transaction(), entry.spent(), entry.sigopsCost())
                .or(() -> entrance == Entrance.NEW ? checkFee(entry) : Optional.empty())
                .or(() -> checkRelatives(entry, replacement.leaving()))
                .or(replacement::check)
                .or(() -> checkScripts(entry));
        return problem.<MempoolVerdict>map(MempoolVerdict.Refused::new)
                .orElseGet(() -> new MempoolVerdict.Accepted(entry, List.copyOf(replacement.leaving())));
    }

    private Optional<Rejection> checkAlone(Transaction transaction) {
        ActiveChain active = chain.active();
        return TransactionChecks.check(transaction)
                .or(() -> transaction.isCoinbase() ? rejected("coinbase") : Optional.empty())
                .or(() -> StandardPolicy.check(transaction))
                .or(() -> TransactionChecks.isFinal(
                                transaction, active.height() + 1, active.tip().medianTime())
                        ? Optional.empty()
                        : rejected("non-final"));
    }

    private Optional<Rejection> checkKnown(Txid txid, Bytes32 wtxid) {
        return mempool.find(txid)
                .map(known -> new Rejection(
                        known.wtxid().equals(wtxid)
                                ? "txn-already-in-mempool"
                                : "txn-same-nonwitness-data-in-mempool"));
    }

    /** The output, unspent in the chain or made by the mempool; what spends it in the mempool is a conflict, not a lack. */
    private Optional<Coin> coin(OutPoint outPoint) {
        return mempool.output(outPoint).or(() -> chain.coins().coin(outPoint));
    }

    private boolean isKnownByItsOutputs(Transaction transaction, Txid txid) {
        for (int index = 0; index < transaction.outputs().size(); index++) {
            if (chain.coins().coin(new OutPoint(txid, index)).isPresent()) {
                return true;
            }
        }
        return false;
    }

    private Optional<Rejection> checkFee(MempoolEntry entry) {
        Sats needed = FeeRate.MINIMUM.feeFor(entry.virtualSize());
        if (entry.fee().compareTo(needed) < 0) {
            return Optional.of(
                    new Rejection("min relay fee not met", entry.fee().value() + " < " + needed.value()));
        }
        return mempool.virtualBytes() + entry.virtualSize() > MAX_POOL_VBYTES
                ? rejected("mempool full")
                : Optional.empty();
    }

    /** Long chains of unconfirmed transactions would make every later question about them slow. */
    private Optional<Rejection> checkRelatives(MempoolEntry entry, Set<MempoolEntry> leaving) {
        Set<MempoolEntry> ancestors = new HashSet<>(mempool.ancestors(entry.transaction()));
        ancestors.removeAll(leaving);
        long bytes = entry.virtualSize()
                + ancestors.stream().mapToLong(MempoolEntry::virtualSize).sum();
        if (ancestors.size() + 1 > MAX_RELATIVES) {
            return Optional.of(new Rejection(
                    "too-long-mempool-chain", "too many unconfirmed ancestors [limit: " + MAX_RELATIVES + "]"));
        }
        if (bytes > MAX_RELATIVES_VBYTES) {
            return Optional.of(new Rejection(
                    "too-long-mempool-chain", "exceeds ancestor size limit [limit: " + MAX_RELATIVES_VBYTES + "]"));
        }
        for (MempoolEntry ancestor : ancestors) {
            Set<MempoolEntry> descendants = new HashSet<>(mempool.descendants(ancestor));
            descendants.removeAll(leaving);
            if (descendants.size() + 2 > MAX_RELATIVES) {
                return Optional.of(new Rejection(
                        "too-long-mempool-chain",
                        "too many descendants for tx " + ancestor.txid() + " [limit: " + MAX_RELATIVES + "]"));
            }
        }
        return Optional.empty();
    }

    private Optional<Rejection> checkScripts(MempoolEntry entry) {
        return scripts.verify(entry.transaction(), outputs(entry.spent()), Strictness.STANDARD)
                .map(problem -> new Rejection("mempool-script-verify-flag-failed (" + problem + ")"));
    }

    private static List<TxOutput> outputs(List<Coin> coins) {
        return coins.stream().map(Coin::output).toList();
    }

    private static Optional<Rejection> rejected(String reason) {
        return Optional.of(new Rejection(reason));
    }

    /** What was mined leaves, what conflicts with it leaves, and what came out of a block comes back. */
    @Override
    public void chainMoved(ChainChange change) {
        if (change.disconnected().isEmpty()) {
            change.connected().forEach(step -> step.block().transactions().forEach(this::confirmed));
            return;
        }
        Map<Txid, MempoolEntry> before = new HashMap<>();
        List<Transaction> candidates = new ArrayList<>();
        for (ChainChange.Step step : change.disconnected().reversed()) {
            step.block().transactions().stream().skip(1).forEach(candidates::add);
        }
        for (MempoolEntry entry : mempool.clear()) {
            before.put(entry.txid(), entry);
            candidates.add(entry.transaction());
        }
        long now = clock.instant().getEpochSecond();
        for (Transaction candidate : candidates) {
            MempoolEntry known = before.get(candidate.txid());
            MempoolVerdict verdict = judge(candidate, Map.of(), known == null ? now : known.time(), Entrance.RETURNING);
            if (verdict instanceof MempoolVerdict.Accepted(MempoolEntry entry, List<MempoolEntry> replaced)
                    && replaced.isEmpty()) {
                mempool.add(entry);
                if (before.remove(entry.txid()) == null) {
                    listeners.forEach(listener -> listener.entered(entry));
                }
            }
        }
        before.values().forEach(left -> listeners.forEach(listener -> listener.left(left)));
    }

    private void confirmed(Transaction transaction) {
        mempool.find(transaction.txid()).ifPresent(entry -> {
            mempool.remove(entry);
            listeners.forEach(listener -> listener.left(entry));
        });
        if (transaction.isCoinbase()) {
            return;
        }
        for (MempoolEntry conflict : mempool.conflicts(transaction)) {
            for (MempoolEntry left : mempool.removeWithDescendants(conflict)) {
                listeners.forEach(listener -> listener.left(left));
            }
        }
    }
}
