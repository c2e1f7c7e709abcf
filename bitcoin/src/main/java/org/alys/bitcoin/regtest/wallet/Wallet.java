package org.alys.bitcoin.regtest.wallet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.alys.bitcoin.regtest.chain.BlockEntry;
import org.alys.bitcoin.regtest.chain.ChainChange;
import org.alys.bitcoin.regtest.chain.ChainListener;
import org.alys.bitcoin.regtest.chain.ChainState;
import org.alys.bitcoin.regtest.consensus.RegtestRules;
import org.alys.bitcoin.regtest.mempool.FeeRate;
import org.alys.bitcoin.regtest.mempool.Mempool;
import org.alys.bitcoin.regtest.mempool.MempoolEntry;
import org.alys.bitcoin.regtest.mempool.MempoolListener;
import org.alys.bitcoin.tx.Block;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.bitcoin.tx.Transaction;
import org.alys.bitcoin.tx.TxOutput;
import org.alys.bitcoin.tx.Txid;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;

/** One wallet: knows which coins are its own. */
public final class Wallet implements ChainListener, MempoolListener, AutoCloseable {
    private final String name;
    private final WalletFile file;
    private final KeyRing keys;
    private final Ledger ledger;
    private final InstantSource clock;
    private final Set<OutPoint> locked = new LinkedHashSet<>();
    private Optional<FeeRate> payRate = Optional.empty();

    private Wallet(String name, WalletFile file, KeyRing keys, Ledger ledger, InstantSource clock) {
        this.name = name;
        this.file = file;
        this.keys = keys;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Opens the wallet in {@code path}, or makes one there, and finds its transactions in chain and mempool. */
    static Wallet open(String name, Path path, ChainState chain, Mempool mempool, InstantSource clock)
            throws IOException {
        WalletFile.Opened opened = WalletFile.open(path);
        WalletFile.Contents contents = opened.contents();
        Bytes32 seed = contents.seed().orElseGet(Wallet::newSeed);
        if (contents.seed().isEmpty()) {
            opened.file().seed(seed);
        }
        Wallet wallet = new Wallet(name, opened.file(), new KeyRing(seed), new Ledger(chain.active(), mempool), clock);
        contents.addresses()
                .forEach(given -> wallet.keys.add(given.type(), given.change(), given.index(), given.label()));
        contents.transactions()
                .forEach(heard -> wallet.ledger.add(
                        heard.transaction(), heard.transaction().txid(), heard.time()));
        contents.abandoned().forEach(txid -> wallet.ledger.find(txid).ifPresent(WalletTransaction::abandon));
        if (!contents.addresses().isEmpty()) {
            wallet.scan(chain);
        }
        mempool.entries().forEach(wallet::entered);
        return wallet;
    }

    private static Bytes32 newSeed() {
        byte[] seed = new byte[Bytes32.SIZE];
        new SecureRandom().nextBytes(seed);
        return Bytes32.of(seed);
    }

    private void scan(ChainState chain) {
        for (int height = 1; height <= chain.active().height(); height++) {
            BlockEntry entry = chain.active().at(height).orElseThrow();
            connected(entry, chain.block(entry).orElseThrow());
        }
    }

    public String name() {
        return name;
    }

    /** A fresh address. */
    public WalletAddress newAddress(AddressType type, String label) {
        WalletAddress address = keys.next(type, false, label);
        file.address(address);
        return address;
    }

    /** A fresh address for change. */
    public WalletAddress newChangeAddress(AddressType type) {
        WalletAddress address = keys.next(type, true, "");
        file.address(address);
        return address;
    }

    public Optional<WalletAddress> address(Bytes script) {
        return keys.address(script);
    }

    public Collection<WalletAddress> addresses() {
        return keys.addresses();
    }

    public Optional<SpendKey> key(Bytes script) {
        return keys.key(script);
    }

    public boolean owns(TxOutput output) {
        return keys.owns(output.script());
    }

    /** What the wallet knows of an output, its own or one of a transaction that concerns it. */
    public Optional<TxOutput> output(OutPoint outPoint) {
        return ledger.output(outPoint);
    }

    public Collection<WalletTransaction> transactions() {
        return ledger.all();
    }

    public Optional<WalletTransaction> transaction(Txid txid) {
        return ledger.find(txid);
    }

    /** As {@link Ledger#depth}: confirmations, or how deep a conflict is, negative. */
    public int depth(WalletTransaction transaction) {
        return ledger.depth(transaction);
    }

    public boolean isInMempool(WalletTransaction transaction) {
        return ledger.isInMempool(transaction);
    }

    /** Transactions that spend a coin of this one. */
    public List<WalletTransaction> rivals(WalletTransaction transaction) {
        return ledger.rivals(transaction);
    }

    /** What the wallet's own outputs bring into the transaction, in satoshis. */
    public long debit(Transaction transaction) {
        return transaction.inputs().stream()
                .flatMap(input -> ledger.output(input.previous()).stream())
                .filter(this::owns)
                .mapToLong(output -> output.value().value())
                .sum();
    }

    /** Whether every input spends an output of this wallet. */
    public boolean isOwn(Transaction transaction) {
        return transaction.inputs().stream()
                .allMatch(input ->
                        ledger.output(input.previous()).filter(this::owns).isPresent());
    }

    /** All unspent outputs, immature and untrusted ones too, but none of a transaction that lost against another. */
    public List<WalletCoin> coins() {
        List<WalletCoin> coins = new ArrayList<>();
        for (WalletTransaction transaction : ledger.all()) {
            int depth = ledger.depth(transaction);
            if (depth < 0 || (depth == 0 && !ledger.isInMempool(transaction))) {
                continue;
            }
            boolean coinbase = transaction.transaction().isCoinbase();
            boolean trusted = depth > 0 || isOwn(transaction.transaction());
            boolean mature = !coinbase || depth > RegtestRules.COINBASE_MATURITY;
            List<TxOutput> outputs = transaction.transaction().outputs();
            for (int index = 0; index < outputs.size(); index++) {
                OutPoint outPoint = new OutPoint(transaction.txid(), index);
                Optional<WalletAddress> address =
                        keys.address(outputs.get(index).script());
                if (address.isPresent() && !ledger.isSpent(outPoint)) {
                    coins.add(new WalletCoin(outPoint, outputs.get(index), address.get(), depth, trusted, mature));
                }
            }
        }
        return coins;
    }

    public boolean isSpent(OutPoint outPoint) {
        return ledger.isSpent(outPoint);
    }

    /** Coins that are not to be chosen by themselves; forgotten at restart. */
    public Set<OutPoint> locked() {
        return locked;
    }

    /** The fee rate that the user set for this session. */
    public Optional<FeeRate> payRate() {
        return payRate;
    }

    public void setPayRate(Optional<FeeRate> rate) {
        payRate = rate;
    }

    /** Gives up an unconfirmed transaction that is not in the mempool, and what depends on it. */
    public void abandon(WalletTransaction transaction) {
        transaction.abandon();
        file.abandoned(transaction.txid());
        for (WalletTransaction other : List.copyOf(ledger.all())) {
            boolean child = other.transaction().inputs().stream()
                    .anyMatch(input -> input.previous().txid().equals(transaction.txid()));
            if (child && !other.isAbandoned()) {
                abandon(other);
            }
        }
    }

    @Override
    public void chainMoved(ChainChange change) {
        for (ChainChange.Step step : change.disconnected()) {
            for (Transaction transaction : step.block().transactions()) {
                ledger.find(transaction.txid()).ifPresent(WalletTransaction::unconfirm);
            }
        }
        change.connected().forEach(step -> connected(step.entry(), step.block()));
    }

    private void connected(BlockEntry entry, Block block) {
        List<Transaction> transactions = block.transactions();
        for (int index = 0; index < transactions.size(); index++) {
            Transaction transaction = transactions.get(index);
            if (concerns(transaction)) {
                note(transaction, entry.header().time()).confirm(entry, index);
            }
        }
    }

    private boolean concerns(Transaction transaction) {
        return transaction.outputs().stream().anyMatch(this::owns)
                || transaction.inputs().stream()
                        .anyMatch(input -> ledger.output(input.previous())
                                .filter(this::owns)
                                .isPresent())
                || ledger.hasRivalOf(transaction);
    }

    /** A coinbase can be found in the chain again and need not be written down. */
    private WalletTransaction note(Transaction transaction, long time) {
        Txid txid = transaction.txid();
        Optional<WalletTransaction> known = ledger.find(txid);
        if (known.isPresent()) {
            return known.get();
        }
        if (!transaction.isCoinbase()) {
            file.transaction(transaction, time);
        }
        return ledger.add(transaction, txid, time);
    }

    @Override
    public void entered(MempoolEntry entry) {
        if (concerns(entry.transaction())) {
            note(entry.transaction(), clock.instant().getEpochSecond());
        }
    }

    @Override
    public void left(MempoolEntry entry) {
        // whether a transaction is in the mempool is asked of the mempool itself
    }

    /** Closes the file; the wallet is not to be used any more. */
    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
