package org.alys.evm.pool;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.alys.evm.block.Block;
import org.alys.evm.block.BlockHeader;
import org.alys.evm.block.HeadChange;
import org.alys.evm.payload.Fork;
import org.alys.evm.state.Account;
import org.alys.evm.state.StateView;
import org.alys.evm.transaction.ParsedTransaction;
import org.alys.evm.transaction.SignedTransaction;
import org.alys.evm.transaction.TransactionCodec;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.UInt256;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The transactions that wait for a block. It follows the head of its chain: what a block contains leaves, what a reorganisation took
 * out comes back, and what the rules of the next block forbid leaves when they begin. What this node's own callers handed in is in a journal as long as it waits. Given the same calls, heads and times it holds the same and orders it the same. May be used from several threads.
 */
public final class TransactionPool implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TransactionPool.class);

    private final FollowedChain chain;
    private final PoolLimits limits;
    private final InstantSource clock;
    private final List<Consumer<SignedTransaction>> listeners = new CopyOnWriteArrayList<>();
    private final AutoCloseable subscription;
    private final Shelf shelf = new Shelf();
    private final LocalJournal journal;
    private Admission admission;
    private long arrivals;
    private long changes;

    /** A pool that follows the head of {@code chain}, with what of the journal can still wait. */
    public TransactionPool(FollowedChain chain, PoolLimits limits, InstantSource clock, LocalJournal journal) {
        this.chain = chain;
        this.limits = limits;
        this.clock = clock;
        this.admission = admissionOn(chain.head());
        this.journal = journal;
        restore();
        this.subscription = chain.onHeadChange(this::headChanged);
    }

    private void restore() {
        List<SignedTransaction> local = journal.load(limits);
        local.sort((one, other) -> Long.compareUnsigned(
                one.transaction().nonce(), other.transaction().nonce()));
        List<Bytes32> refused = new ArrayList<>();
        for (SignedTransaction signed : local) {
            if (add(signed, new ArrayList<>()) instanceof Submission.Refused(Rejection reason)) {
                saysWaitsNoLonger(signed, reason);
                refused.add(signed.hash());
            }
        }
        journal.remove(refused);
        journal.remove(shelf.takeLeft());
    }

    private Admission admissionOn(Block head) {
        StateView state = chain.stateAfter(head)
                .orElseThrow(() -> new IllegalStateException("no state of the head " + head.hash()));
        return new Admission(limits, chain.chainId(), nextFork(head.header()), head.header(), state, shelf);
    }

    /** The rules of the next block, which comes after the head and not before now. */
    private Fork nextFork(BlockHeader head) {
        return chain.forkAt(Math.max(head.timestamp() + 1, clock.instant().getEpochSecond()));
    }

    /** Time alone can begin new rules: whoever asks what can run, or hands in more, may be the first to notice. */
    private void followRules() {
        Fork fork = nextFork(admission.head());
        if (fork != admission.fork()) {
            admission = admission.under(fork);
            dropForbidden();
            changes++;
        }
    }

    /** What cannot run any more under the rules of now; what came after it waits for a replacement. */
    private void dropForbidden() {
        for (EvmAddress sender : List.copyOf(shelf.senders().keySet())) {
            List<Pooled> all =
                    shelf.sender(sender).map(queue -> List.copyOf(queue.all())).orElse(List.of());
            all.forEach(pooled -> admission.forbids(pooled.signed).ifPresent(reason -> {
                if (journal.hashes().contains(pooled.signed.hash())) {
                    saysWaitsNoLonger(pooled.signed, reason);
                }
                shelf.remove(pooled);
            }));
            sort(sender, new ArrayList<>());
        }
        journal.remove(shelf.takeLeft());
    }

    private static void saysWaitsNoLonger(SignedTransaction signed, Rejection reason) {
        LOG.info("transaction {} waits no longer: {}", signed.hash(), reason.message());
    }

    /** Where a transaction comes from. */
    private enum Origin {
        LOCAL,
        NETWORK
    }

    /**
     * Hands in a transaction of a caller of this node: it waits beyond a restart.
     *
     * @param encoded in its EIP-2718 encoding
     */
    public Submission submitLocal(Bytes encoded) {
        return submit(encoded, Origin.LOCAL);
    }

    /**
     * Hands in a transaction that others know too.
     *
     * @param encoded in its EIP-2718 encoding
     */
    public Submission submit(Bytes encoded) {
        return submit(encoded, Origin.NETWORK);
    }

    private Submission submit(Bytes encoded, Origin origin) {
        if (encoded.size() > PoolLimits.MAX_TRANSACTION_BYTES) {
            return new Submission.Refused(new Rejection.Oversized(encoded.size()));
        }
        return switch (TransactionCodec.parse(encoded)) {
            case ParsedTransaction.Accepted(SignedTransaction signed) -> submit(signed, origin);
            case ParsedTransaction.Refused(String reason) -> new Submission.Refused(new Rejection.Malformed(reason));
        };
    }

    /** As {@link #submit(Bytes)}, for one that was read already. */
    public Submission submit(SignedTransaction signed) {
        return submit(signed, Origin.NETWORK);
    }

    private Submission submit(SignedTransaction signed, Origin origin) {
        if (signed.encoded().size() > PoolLimits.MAX_TRANSACTION_BYTES) {
            return new Submission.Refused(
                    new Rejection.Oversized(signed.encoded().size()));
        }
        List<SignedTransaction> fresh = new ArrayList<>();
        Submission submission;
        synchronized (this) {
            followRules();
            submission = add(signed, fresh);
            if (origin == Origin.LOCAL && shelf.find(signed.hash()).isPresent()) {
                journal.add(signed);
            }
            journal.remove(shelf.takeLeft());
        }
        announce(fresh);
        return submission;
    }

    /** A transaction that waits. */
    public synchronized Optional<SignedTransaction> find(Bytes32 hash) {
        return shelf.find(hash).map(pooled -> pooled.signed);
    }

    /** The nonce after the account's transactions that can run, unsigned; the account's own when none waits. */
    public synchronized long nextNonce(EvmAddress account) {
        return shelf.sender(account)
                .map(SenderQueue::nextNonce)
                .orElseGet(() -> admission.account(account).nonce());
    }

    /**
     * What the next block takes, in its order: by effective tip, then by arrival, each sender's by nonce.
     *
     * @param baseFee of that block, in wei; those that do not pay it are left out
     */
    public synchronized List<SignedTransaction> pending(UInt256 baseFee) {
        followRules();
        return PendingOrder.of(
                shelf.senders().values().stream()
                        .map(SenderQueue::pending)
                        .filter(list -> !list.isEmpty())
                        .toList(),
                baseFee);
    }

    /** All that waits. */
    public synchronized PoolContent content() {
        followRules();
        return new PoolContent(bySender(SenderQueue::pending), bySender(SenderQueue::queued));
    }

    private Map<EvmAddress, List<SignedTransaction>> bySender(Function<SenderQueue, List<Pooled>> part) {
        Map<EvmAddress, List<SignedTransaction>> content = new LinkedHashMap<>();
        shelf.senders().forEach((sender, queue) -> {
            List<Pooled> found = part.apply(queue);
            if (!found.isEmpty()) {
                content.put(sender, found.stream().map(pooled -> pooled.signed).toList());
            }
        });
        return content;
    }

    /** What this node's own callers handed in and can run in the next block, in no order. */
    public synchronized List<SignedTransaction> localPending() {
        return journal.hashes().stream()
                .flatMap(hash -> shelf.find(hash).stream())
                .filter(pooled -> pooled.pending)
                .map(pooled -> pooled.signed)
                .toList();
    }

    /** How many can run in the next block. */
    public synchronized int pendingCount() {
        return shelf.pendingSize();
    }

    /** How many cannot run yet. */
    public synchronized int queuedCount() {
        return shelf.size() - shelf.pendingSize();
    }

    /** Counts whatever changes what {@link #pending} says. */
    public synchronized long changes() {
        return changes;
    }

    /**
     * Calls {@code listener} for every transaction that becomes able to run for the first time; it must not block.
     *
     * @return ends the subscription
     */
    public AutoCloseable onPending(Consumer<SignedTransaction> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Drops what could not run for longer than its lifetime. Done at every new head too. */
    public synchronized void expire() {
        Instant limit = clock.instant().minus(limits.queuedLifetime());
        shelf.queuedSince(limit).forEach(shelf::remove);
        journal.remove(shelf.takeLeft());
    }

    /** Ends the subscription to the chain. */
    @Override
    public void close() {
        try {
            subscription.close();
        } catch (Exception e) {
            throw new IllegalStateException("the chain did not end a subscription", e);
        }
    }

    private Submission add(SignedTransaction signed, List<SignedTransaction> fresh) {
        Optional<Rejection> problem = admission.problem(signed);
        if (problem.isPresent()) {
            return new Submission.Refused(problem.get());
        }
        Optional<Pooled> replaced = shelf.sender(signed.sender())
                .flatMap(queue -> queue.at(signed.transaction().nonce()));
        replaced.ifPresent(shelf::remove);
        Pooled pooled = new Pooled(signed, arrivals++, clock.instant());
        shelf.add(pooled, admission.account(signed.sender()));
        List<SignedTransaction> announced = new ArrayList<>();
        sort(signed.sender(), announced);
        makeRoom();
        if (shelf.find(signed.hash()).isEmpty()) {
            replaced.ifPresent(old -> {
                shelf.add(requeued(old), admission.account(signed.sender()));
                sort(signed.sender(), fresh);
            });
            return new Submission.Refused(new Rejection.PoolFull());
        }
        changes++;
        fresh.addAll(announced);
        return new Submission.Accepted(signed, pooled.pending, replaced.map(old -> old.signed.hash()));
    }

    private static Pooled requeued(Pooled old) {
        Pooled again = new Pooled(old.signed, old.arrival, old.queuedSince);
        again.announced = old.announced;
        return again;
    }

    private void makeRoom() {
        while (shelf.size() > limits.maxTransactions() || shelf.bytes() > limits.maxBytes()) {
            Pooled victim = shelf.cheapest();
            shelf.remove(victim);
            sort(victim.signed.sender(), new ArrayList<>());
        }
    }

    private void sort(EvmAddress sender, List<SignedTransaction> fresh) {
        shelf.sender(sender)
                .ifPresent(queue -> shelf.sort(queue, clock.instant()).forEach(pooled -> fresh.add(pooled.signed)));
    }

    private void headChanged(HeadChange change) {
        List<SignedTransaction> fresh = new ArrayList<>();
        synchronized (this) {
            Fork before = admission.fork();
            admission = admissionOn(
                    change.added().isEmpty() ? chain.head() : change.added().getLast());
            if (admission.fork() != before) {
                dropForbidden();
            }
            Set<Bytes32> mined = new HashSet<>();
            change.added().forEach(block -> block.transactions().forEach(signed -> mined.add(signed.hash())));
            refresh(mined, fresh);
            for (Block block : change.removed().reversed()) {
                for (SignedTransaction signed : block.transactions()) {
                    if (!mined.contains(signed.hash())) {
                        add(signed, fresh);
                    }
                }
            }
            expire();
            changes++;
        }
        announce(fresh);
    }

    /** Takes over the new states of all senders. */
    private void refresh(Set<Bytes32> mined, List<SignedTransaction> fresh) {
        mined.forEach(hash -> shelf.find(hash).ifPresent(shelf::remove));
        for (EvmAddress sender : List.copyOf(shelf.senders().keySet())) {
            Account account = admission.account(sender);
            shelf.sender(sender).ifPresent(queue -> queue.update(account).forEach(shelf::remove));
            sort(sender, fresh);
        }
    }

    private void announce(List<SignedTransaction> fresh) {
        fresh.forEach(signed -> listeners.forEach(listener -> listener.accept(signed)));
    }
}
