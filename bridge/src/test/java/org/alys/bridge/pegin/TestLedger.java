package org.alys.bridge.pegin;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.alys.bitcoin.follow.ChainEvent;
import org.alys.bitcoin.tx.Block;
import org.alys.bitcoin.tx.BlockHash;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.bitcoin.tx.Transaction;

/** A book with the storage that its effects fill, and the Bitcoin chain that it was fed with. */
final class TestLedger {
    final Map<OutPoint, Mint> mints = new HashMap<>();
    final Map<OutPoint, FederationCoin> coins = new HashMap<>();
    final Map<OutPoint, PegInListing> retired = new HashMap<>();
    final List<BookEffect> effects = new ArrayList<>();
    final List<Block> chain = new ArrayList<>();
    private final PegInParameters parameters;
    private PegInBook book;
    private int salt;

    TestLedger(int confirmations, int window) {
        parameters = new PegInParameters(0, confirmations, window);
        book = PegInBook.empty(parameters);
    }

    PegInBook book() {
        return book;
    }

    MintLookup lookup() {
        return outPoint -> Optional.ofNullable(mints.get(outPoint));
    }

    Block mine(Transaction... transactions) {
        return mine(List.of(transactions));
    }

    Block mine(List<Transaction> transactions) {
        BlockHash previous = chain.isEmpty() ? BlockHash.ZERO : chain.getLast().hash();
        Block block = TestDeposits.block(previous, salt++, transactions);
        store(book.apply(TestDeposits.connected(chain.size(), block), TestDeposits.SCANNER, lookup()));
        chain.add(block);
        return block;
    }

    void mineEmpty(int count) {
        for (int i = 0; i < count; i++) {
            mine();
        }
    }

    Block disconnect() {
        Block block = chain.removeLast();
        store(book.apply(new ChainEvent.Disconnected(chain.size(), block.hash()), TestDeposits.SCANNER, lookup()));
        return block;
    }

    static Mint mintAt(long height) {
        return new Mint(height, TestDeposits.hash("sidechain " + height));
    }

    void mint(OutPoint outPoint, long height) {
        store(book.mint(outPoint, mintAt(height)));
    }

    void unmint(OutPoint outPoint) {
        store(book.unmint(outPoint));
    }

    void finalise(long height) {
        store(book.finalise(height));
    }

    /** The book that a restarted node reads from its storage. */
    PegInBook reloaded() {
        return PegInBook.decode(book.encode(), parameters, coins.values()).orElseThrow();
    }

    /** A book that never saw anything but the chain as it is now. */
    PegInBook rebuilt() {
        PegInBook fresh = PegInBook.empty(parameters);
        for (int height = 0; height < chain.size(); height++) {
            fresh = fresh.apply(TestDeposits.connected(height, chain.get(height)), TestDeposits.SCANNER, lookup())
                    .book();
        }
        return fresh;
    }

    /** The outputs of the chain as it is now that pay the federation and are not its own change. */
    Set<OutPoint> paid() {
        Set<OutPoint> paid = new HashSet<>();
        FederationCoins unspent = FederationCoins.NONE;
        for (int height = 0; height < chain.size(); height++) {
            BlockScan scan = TestDeposits.SCANNER.scan(TestDeposits.connected(height, chain.get(height)), unspent);
            unspent = unspent.replace(scan.spent(), scan.created());
            scan.deposits().forEach(deposit -> paid.add(deposit.outPoint()));
            scan.unmintable().forEach(payment -> paid.add(payment.outPoint()));
        }
        return paid;
    }

    private void store(BookStep step) {
        book = step.book();
        effects.addAll(step.effects());
        for (BookEffect effect : step.effects()) {
            switch (effect) {
                case BookEffect.MintRecorded(OutPoint outPoint, Mint mint) -> mints.put(outPoint, mint);
                case BookEffect.MintForgotten(OutPoint outPoint) -> mints.remove(outPoint);
                case BookEffect.CoinAdded(FederationCoin coin) -> coins.put(coin.outPoint(), coin);
                case BookEffect.CoinRemoved(OutPoint outPoint) -> coins.remove(outPoint);
                case BookEffect.Retired(PegInListing listing) -> retired.put(listing.outPoint(), listing);
                case BookEffect.MintedDepositLost _, BookEffect.MintedDepositRestored _ -> {}
            }
        }
    }
}
