package org.alys.bridge.pegin;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alys.bitcoin.tx.BlockHash;
import org.alys.bitcoin.tx.OutPoint;

/** A book while one event is applied to it. Maps are copied only when the event touches them. */
final class BookDraft {
    private final PegInParameters parameters;
    private final List<BookEffect> effects = new ArrayList<>();
    private final List<RecentBlock> recent;
    private Map<OutPoint, Tracked> tracked;
    private Map<OutPoint, Tracked.Done> lost;
    private FederationCoins coins;
    private int tipHeight;
    private long finalHeight;
    private long retiredMintedSats;
    private long retiredUnmintableSats;

    BookDraft(PegInParameters parameters, BookState state, FederationCoins coins) {
        this.parameters = parameters;
        this.coins = coins;
        recent = new ArrayList<>(state.recent());
        tracked = state.tracked();
        lost = state.lost();
        tipHeight = state.tipHeight();
        finalHeight = state.finalHeight();
        retiredMintedSats = state.retiredMintedSats();
        retiredUnmintableSats = state.retiredUnmintableSats();
    }

    BookStep finish() {
        BookState state = new BookState(
                tipHeight, List.copyOf(recent), tracked, lost, finalHeight, retiredMintedSats, retiredUnmintableSats);
        return new BookStep(new PegInBook(parameters, state, coins), effects);
    }

    void connect(BlockScan scan, MintLookup minted) {
        Optional<BlockHash> tip = recent.isEmpty()
                ? Optional.empty()
                : Optional.of(recent.getLast().hash());
        if (scan.height() != tipHeight + 1
                || tip.filter(hash -> !hash.equals(scan.previous())).isPresent()) {
            throw new IllegalArgumentException(
                    "block " + scan.hash() + " at height " + scan.height() + " does not build on height " + tipHeight);
        }
        tipHeight = scan.height();
        recent.add(RecentBlock.of(scan));
        coins = coins.replace(scan.spent(), scan.created());
        scan.created().forEach(coin -> effects.add(new BookEffect.CoinAdded(coin)));
        scan.spent().forEach(coin -> effects.add(new BookEffect.CoinRemoved(coin.outPoint())));
        scan.deposits().forEach(deposit -> add(deposit, minted));
        scan.unmintable().forEach(payment -> track(new Tracked.Bad(payment)));
        if (recent.size() > parameters.reorgWindow()) {
            recent.removeFirst();
        }
        retire();
    }

    private void add(Deposit deposit, MintLookup minted) {
        OutPoint outPoint = deposit.outPoint();
        Tracked.Done before = lost.get(outPoint);
        if (before != null) {
            lost = without(lost, outPoint);
            effects.add(new BookEffect.MintedDepositRestored(outPoint));
            track(new Tracked.Done(deposit, before.mint()));
            return;
        }
        track(minted.find(outPoint)
                .<Tracked>map(mint -> new Tracked.Done(deposit, mint))
                .orElseGet(() -> new Tracked.Open(deposit)));
    }

    void disconnect(int height, BlockHash hash) {
        if (recent.isEmpty() || height != tipHeight || !recent.getLast().hash().equals(hash)) {
            throw new IllegalArgumentException("block " + hash + " at height " + height + " is not the tip");
        }
        RecentBlock block = recent.removeLast();
        tipHeight--;
        coins = coins.replace(block.created(), block.spent());
        block.spent().forEach(coin -> effects.add(new BookEffect.CoinAdded(coin)));
        block.created().forEach(coin -> effects.add(new BookEffect.CoinRemoved(coin.outPoint())));
        block.payments().forEach(this::forget);
    }

    private void forget(OutPoint outPoint) {
        if (tracked.get(outPoint) instanceof Tracked.Done done) {
            lost = with(lost, outPoint, done);
            effects.add(new BookEffect.MintedDepositLost(outPoint, done.amount(), done.mint()));
        }
        tracked = without(tracked, outPoint);
    }

    void mint(OutPoint outPoint, Mint mint) {
        Tracked entry = tracked.get(outPoint);
        if (entry != null) {
            mint(entry, mint);
        } else if (lost.containsKey(outPoint)) {
            throw new IllegalArgumentException(outPoint + " is minted already, and lost");
        }
        effects.add(new BookEffect.MintRecorded(outPoint, mint));
        retire();
    }

    private void mint(Tracked entry, Mint mint) {
        switch (entry) {
            case Tracked.Open(Deposit deposit) -> track(new Tracked.Done(deposit, mint));
            case Tracked.Done done -> {
                if (!done.mint().equals(mint)) {
                    throw new IllegalArgumentException(done.outPoint() + " is minted already, by " + done.mint());
                }
            }
            case Tracked.Bad bad ->
                throw new IllegalArgumentException(
                        bad.outPoint() + " cannot be minted: " + bad.payment().reason());
        }
    }

    void unmint(OutPoint outPoint) {
        if (tracked.get(outPoint) instanceof Tracked.Done done) {
            track(new Tracked.Open(done.deposit()));
        }
        if (lost.containsKey(outPoint)) {
            lost = without(lost, outPoint);
        }
        effects.add(new BookEffect.MintForgotten(outPoint));
    }

    void finalise(long sidechainHeight) {
        finalHeight = Math.max(finalHeight, sidechainHeight);
        retire();
    }

    /** What neither chain can change any more is dropped: memory stays bounded by what is open and recent. */
    private void retire() {
        int windowBase = tipHeight - recent.size() + 1;
        List<Tracked> settled = tracked.values().stream()
                .filter(entry -> entry.position().height() < windowBase && isSettled(entry))
                .sorted((a, b) -> a.position().compareTo(b.position()))
                .toList();
        for (Tracked entry : settled) {
            tracked = without(tracked, entry.outPoint());
            effects.add(new BookEffect.Retired(entry.listing(stateOf(entry, 0, parameters.confirmations()))));
            long sats = entry.amount().value();
            if (entry instanceof Tracked.Done) {
                retiredMintedSats += sats;
            } else {
                retiredUnmintableSats += sats;
            }
        }
    }

    private boolean isSettled(Tracked entry) {
        return switch (entry) {
            case Tracked.Open _ -> false;
            case Tracked.Done done -> done.mint().height() <= finalHeight;
            case Tracked.Bad _ -> true;
        };
    }

    static PegInState stateOf(Tracked entry, int confirmations, int required) {
        return switch (entry) {
            case Tracked.Open _ ->
                confirmations < required
                        ? new PegInState.Waiting(confirmations, required)
                        : new PegInState.Mintable(confirmations);
            case Tracked.Done done -> new PegInState.Minted(done.mint());
            case Tracked.Bad bad -> new PegInState.Unmintable(bad.payment().reason());
        };
    }

    private void track(Tracked entry) {
        tracked = with(tracked, entry.outPoint(), entry);
    }

    private static <V> Map<OutPoint, V> with(Map<OutPoint, V> map, OutPoint key, V value) {
        Map<OutPoint, V> copy = new HashMap<>(map);
        copy.put(key, value);
        return Collections.unmodifiableMap(copy);
    }

    private static <V> Map<OutPoint, V> without(Map<OutPoint, V> map, OutPoint key) {
        Map<OutPoint, V> copy = new HashMap<>(map);
        copy.remove(key);
        return Collections.unmodifiableMap(copy);
    }
}
