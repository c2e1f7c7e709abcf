package org.alys.bridge.pegin;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.primitives.Sats;

/** The federation's unspent outputs in Bitcoin's active chain. Immutable. */
public final class FederationCoins {
    public static final FederationCoins NONE = new FederationCoins(Map.of(), Sats.ZERO);

    private final Map<OutPoint, FederationCoin> coins;
    private final Sats total;

    private FederationCoins(Map<OutPoint, FederationCoin> coins, Sats total) {
        this.coins = coins;
        this.total = total;
    }

    public static FederationCoins of(Collection<FederationCoin> coins) {
        return NONE.replace(List.of(), coins);
    }

    /** The set without {@code removed}, which must be in it, and with {@code added}, which must not. */
    FederationCoins replace(Collection<FederationCoin> removed, Collection<FederationCoin> added) {
        if (removed.isEmpty() && added.isEmpty()) {
            return this;
        }
        Map<OutPoint, FederationCoin> next = new HashMap<>(coins);
        long sum = total.value();
        for (FederationCoin coin : added) {
            if (next.put(coin.outPoint(), coin) != null) {
                throw new IllegalArgumentException("coin is there already: " + coin.outPoint());
            }
            sum += coin.value().value();
        }
        for (FederationCoin coin : removed) {
            if (next.remove(coin.outPoint()) == null) {
                throw new IllegalArgumentException("no such coin: " + coin.outPoint());
            }
            sum -= coin.value().value();
        }
        return new FederationCoins(next, new Sats(sum));
    }

    public Optional<FederationCoin> find(OutPoint outPoint) {
        return Optional.ofNullable(coins.get(outPoint));
    }

    /** All coins, ordered by outpoint. */
    public List<FederationCoin> all() {
        List<FederationCoin> all = new ArrayList<>(coins.values());
        all.sort((a, b) -> a.outPoint().compareTo(b.outPoint()));
        return List.copyOf(all);
    }

    /** Every satoshi that the federation holds, minted or not. */
    public Sats total() {
        return total;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FederationCoins that && coins.equals(that.coins);
    }

    @Override
    public int hashCode() {
        return coins.hashCode();
    }

    @Override
    public String toString() {
        return coins.size() + " coins of " + total;
    }
}
