package org.alys.evm.pool;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.alys.evm.state.Account;

/** The transactions of one sender, by nonce, and which of them can run on the account as it is. */
final class SenderQueue {
    private final TreeMap<Long, Pooled> byNonce = new TreeMap<>(Long::compareUnsigned);
    private Account account;

    SenderQueue(Account account) {
        this.account = account;
    }

    Account account() {
        return account;
    }

    Collection<Pooled> all() {
        return byNonce.values();
    }

    boolean isEmpty() {
        return byNonce.isEmpty();
    }

    int size() {
        return byNonce.size();
    }

    Optional<Pooled> at(long nonce) {
        return Optional.ofNullable(byNonce.get(nonce));
    }

    void put(Pooled pooled) {
        byNonce.put(pooled.nonce(), pooled);
    }

    void remove(Pooled pooled) {
        byNonce.remove(pooled.nonce(), pooled);
    }

    List<Pooled> pending() {
        return all().stream().filter(pooled -> pooled.pending).toList();
    }

    List<Pooled> queued() {
        return all().stream().filter(pooled -> !pooled.pending).toList();
    }

    /** What all of them can cost together, one with {@code nonce} left out. */
    BigInteger costWithout(long nonce) {
        return all().stream()
                .filter(pooled -> pooled.nonce() != nonce)
                .map(pooled -> pooled.cost)
                .reduce(BigInteger.ZERO, BigInteger::add);
    }

    /** The nonce after those that can run. */
    long nextNonce() {
        return account.nonce() + pending().size();
    }

    /** Takes over a new state of the account; what it made impossible for good is removed and returned. */
    List<Pooled> update(Account now) {
        account = now;
        BigInteger balance = now.balance().toBigInteger();
        List<Pooled> impossible = new ArrayList<>();
        for (Pooled pooled : all()) {
            if (Long.compareUnsigned(pooled.nonce(), now.nonce()) < 0 || pooled.cost.compareTo(balance) > 0) {
                impossible.add(pooled);
            }
        }
        impossible.forEach(this::remove);
        return impossible;
    }

    /** Those that can run: nonces without a gap from the account's on, as long as its balance covers the sum of their costs. */
    List<Pooled> runnable() {
        List<Pooled> runnable = new ArrayList<>();
        BigInteger left = account.balance().toBigInteger();
        for (long nonce = account.nonce(); ; nonce++) {
            Pooled next = byNonce.get(nonce);
            if (next == null || next.cost.compareTo(left) > 0) {
                return runnable;
            }
            left = left.subtract(next.cost);
            runnable.add(next);
        }
    }
}
