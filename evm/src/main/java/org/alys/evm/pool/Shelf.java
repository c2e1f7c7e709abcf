package org.alys.evm.pool;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.alys.evm.state.Account;
import org.alys.evm.transaction.Authorization;
import org.alys.evm.transaction.Authorizations;
import org.alys.evm.transaction.SignedTransaction;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;

/** All transactions of the pool, found by hash, by sender, by price, and by the accounts they delegate. Knows no rules. */
final class Shelf {
    private final Map<EvmAddress, SenderQueue> senders = new TreeMap<>();
    private final Map<Bytes32, Pooled> byHash = new HashMap<>();
    private final TreeSet<Pooled> pending = new TreeSet<>(Pooled.CHEAPEST_FIRST);
    private final TreeSet<Pooled> queued = new TreeSet<>(Pooled.CHEAPEST_FIRST);
    private final Map<EvmAddress, Integer> delegating = new HashMap<>();
    private final Set<Bytes32> left = new HashSet<>();
    private long bytes;

    int size() {
        return byHash.size();
    }

    int pendingSize() {
        return pending.size();
    }

    long bytes() {
        return bytes;
    }

    Optional<Pooled> find(Bytes32 hash) {
        return Optional.ofNullable(byHash.get(hash));
    }

    Map<EvmAddress, SenderQueue> senders() {
        return senders;
    }

    Optional<SenderQueue> sender(EvmAddress address) {
        return Optional.ofNullable(senders.get(address));
    }

    /** Whether a waiting transaction delegates the account (EIP-7702). */
    boolean isBeingDelegated(EvmAddress authority) {
        return delegating.containsKey(authority);
    }

    /** Adds one that cannot run as far as is known. */
    void add(Pooled pooled, Account account) {
        senders.computeIfAbsent(pooled.signed.sender(), _ -> new SenderQueue(account))
                .put(pooled);
        byHash.put(pooled.signed.hash(), pooled);
        left.remove(pooled.signed.hash());
        queued.add(pooled);
        bytes += pooled.size();
        authorities(pooled.signed).forEach(authority -> delegating.merge(authority, 1, Integer::sum));
    }

    void remove(Pooled pooled) {
        sender(pooled.signed.sender()).ifPresent(queue -> {
            queue.remove(pooled);
            if (queue.isEmpty()) {
                senders.remove(pooled.signed.sender());
            }
        });
        byHash.remove(pooled.signed.hash());
        left.add(pooled.signed.hash());
        (pooled.pending ? pending : queued).remove(pooled);
        bytes -= pooled.size();
        authorities(pooled.signed)
                .forEach(authority ->
                        delegating.computeIfPresent(authority, (_, count) -> count == 1 ? null : count - 1));
    }

    /** What was removed, and not added again, since this was called last. */
    Set<Bytes32> takeLeft() {
        Set<Bytes32> taken = Set.copyOf(left);
        left.clear();
        return taken;
    }

    /** Marks what of the sender can run; returns those that were never announced, in order. */
    List<Pooled> sort(SenderQueue queue, Instant now) {
        List<Pooled> fresh = new ArrayList<>();
        List<Pooled> runnable = queue.runnable();
        int index = 0;
        for (Pooled pooled : queue.all()) {
            boolean runs = index < runnable.size() && runnable.get(index) == pooled;
            index += runs ? 1 : 0;
            move(pooled, runs, now);
            if (runs && !pooled.announced) {
                pooled.announced = true;
                fresh.add(pooled);
            }
        }
        return fresh;
    }

    private void move(Pooled pooled, boolean runs, Instant now) {
        if (pooled.pending == runs) {
            return;
        }
        (runs ? queued : pending).remove(pooled);
        (runs ? pending : queued).add(pooled);
        pooled.pending = runs;
        pooled.queuedSince = now;
    }

    /** The first to go when room is needed: one that cannot run, if there is any. */
    Pooled cheapest() {
        return queued.isEmpty() ? pending.first() : queued.first();
    }

    List<Pooled> queuedSince(Instant limit) {
        return queued.stream()
                .filter(pooled -> pooled.queuedSince.isBefore(limit))
                .toList();
    }

    /** The accounts that a transaction delegates. */
    static Collection<EvmAddress> authorities(SignedTransaction signed) {
        List<EvmAddress> authorities = new ArrayList<>();
        for (Authorization authorization : signed.transaction().authorizations()) {
            Authorizations.authority(authorization).ifPresent(authorities::add);
        }
        return authorities;
    }
}
