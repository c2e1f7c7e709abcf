package org.alys.evm.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.alys.evm.block.Block;
import org.alys.evm.chain.TestExecution;
import org.alys.evm.state.Account;
import org.alys.evm.store.MemoryStore;
import org.alys.evm.transaction.SignedTransaction;
import org.alys.evm.transaction.Transaction;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.UInt256;

/** The pool against a map from sender and nonce to transaction, over random arrivals, blocks and reorganisations. */
class PoolProperties {
    private static final UInt256 BASE_FEE = UInt256.of(7);
    private static final PoolLimits ROOMY = new PoolLimits(UInt256.ONE, 1000, 1000, 1000, 1 << 24, Duration.ofHours(1));
    private static final PoolLimits TIGHT = new PoolLimits(UInt256.ONE, 5, 2, 8, 1 << 20, Duration.ofHours(1));

    /** @param fee of both kinds, in gwei */
    private record Action(int kind, int account, int nonce, int fee) {
        static Action of(int number) {
            int bits = number & 0x7fffffff;
            return new Action(bits % 10, bits / 10 % 3, bits / 30 % 6, 1 + bits / 180 % 20);
        }
    }

    private static TestExecution open(PoolLimits limits) {
        return new TestExecution(new MemoryStore(), limits, InstantSource.fixed(Instant.EPOCH));
    }

    @Property(tries = 40)
    void holdsWhatAMapWouldHold(@ForAll @Size(max = 60) List<Integer> numbers) {
        try (TestExecution test = open(ROOMY)) {
            Map<EvmAddress, SortedMap<Long, SignedTransaction>> model = new TreeMap<>();
            for (Action action : numbers.stream().map(Action::of).toList()) {
                switch (action.kind) {
                    case 0 -> mine(test, model);
                    case 1 -> rewind(test, model);
                    default -> submit(test, model, action);
                }
                assertThat(all(test.execution.pool().content()))
                        .containsExactlyInAnyOrderElementsOf(model.values().stream()
                                .flatMap(byNonce -> byNonce.values().stream())
                                .toList());
                requirePendingRuns(test);
            }
        }
    }

    @Property(tries = 40)
    void keepsItsLimitsAndItsOrder(@ForAll @Size(max = 80) List<Integer> numbers) {
        try (TestExecution test = open(TIGHT)) {
            for (Action action : numbers.stream().map(Action::of).toList()) {
                switch (action.kind) {
                    case 0 -> test.extend(test.chain().head());
                    case 1 -> parent(test).ifPresent(test::follow);
                    default ->
                        test.execution.pool().submit(TestExecution.payment(action.account, action.nonce, action.fee));
                }
                requirePendingRuns(test);
                PoolContent content = test.execution.pool().content();
                assertThat(all(content)).hasSizeLessThanOrEqualTo(TIGHT.maxTransactions());
                assertThat(content.pending().values()).allMatch(list -> list.size() <= TIGHT.maxPerAccount());
            }
        }
    }

    private static Optional<Block> parent(TestExecution test) {
        return test.chain().blockByHash(test.chain().head().header().parentHash());
    }

    private static void submit(
            TestExecution test, Map<EvmAddress, SortedMap<Long, SignedTransaction>> model, Action action) {
        SignedTransaction signed = TestExecution.payment(action.account, action.nonce, action.fee);
        SortedMap<Long, SignedTransaction> byNonce = model.computeIfAbsent(signed.sender(), _ -> new TreeMap<>());
        SignedTransaction present = byNonce.get((long) action.nonce);
        boolean outbids = present == null
                || action.fee * 1_000_000_000L * 10
                        >= present.transaction().maxFeePerGas().toLongSaturated() * 11;
        boolean expected = action.nonce >= nonce(test, signed.sender()) && outbids;
        Submission submission = test.execution.pool().submit(signed.encoded());
        assertThat(submission instanceof Submission.Accepted).isEqualTo(expected);
        if (expected) {
            byNonce.put((long) action.nonce, signed);
        }
    }

    private static void mine(TestExecution test, Map<EvmAddress, SortedMap<Long, SignedTransaction>> model) {
        test.extend(test.chain().head());
        model.forEach((sender, byNonce) -> byNonce.headMap(nonce(test, sender)).clear());
    }

    private static void rewind(TestExecution test, Map<EvmAddress, SortedMap<Long, SignedTransaction>> model) {
        Block head = test.chain().head();
        parent(test).ifPresent(parent -> {
            test.follow(parent);
            head.transactions()
                    .forEach(signed -> model.computeIfAbsent(signed.sender(), _ -> new TreeMap<>())
                            .put(signed.transaction().nonce(), signed));
        });
    }

    private static long nonce(TestExecution test, EvmAddress sender) {
        return test.chain()
                .stateAfter(test.chain().head())
                .orElseThrow()
                .account(sender)
                .map(Account::nonce)
                .orElse(0L);
    }

    /** Without gaps from the account's nonce on; and the order takes the best of what can be next, every time. */
    private static void requirePendingRuns(TestExecution test) {
        PoolContent content = test.execution.pool().content();
        content.pending().forEach((sender, list) -> {
            long first = nonce(test, sender);
            for (int i = 0; i < list.size(); i++) {
                assertThat(list.get(i).transaction().nonce()).isEqualTo(first + i);
            }
            assertThat(test.execution.pool().nextNonce(sender)).isEqualTo(first + list.size());
        });
        Map<EvmAddress, List<SignedTransaction>> left = new TreeMap<>();
        content.pending().forEach((sender, list) -> left.put(sender, new ArrayList<>(list)));
        List<SignedTransaction> order = test.execution.pool().pending(BASE_FEE);
        assertThat(order).hasSize(test.execution.pool().pendingCount());
        for (SignedTransaction next : order) {
            List<SignedTransaction> own = left.getOrDefault(next.sender(), List.of());
            assertThat(own.removeFirst()).isEqualTo(next);
            assertThat(left.values().stream().flatMap(list -> list.stream().limit(1)))
                    .allMatch(other -> tip(other.transaction()).compareTo(tip(next.transaction())) <= 0
                            || other.sender().equals(next.sender()));
        }
    }

    private static UInt256 tip(Transaction transaction) {
        return PendingOrder.tip(transaction, BASE_FEE);
    }

    private static List<SignedTransaction> all(PoolContent content) {
        return Stream.of(content.pending(), content.queued())
                .map(Map::values)
                .flatMap(Collection::stream)
                .flatMap(List::stream)
                .toList();
    }
}
