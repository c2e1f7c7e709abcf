package org.alys.evm.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.alys.evm.state.StateDelta.AccountChange;
import org.alys.evm.store.MemoryStore;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.UInt256;
import org.junit.jupiter.api.Test;

class ConcurrentReadersTest {
    private static final int ACCOUNTS = 20;
    private static final long EACH = 1000;
    private static final int BLOCKS = 400;
    private static final int READERS = 3;

    private final StateDatabase database = StateDatabase.open(new MemoryStore(), new StateSettings(4, false, 30_000));
    private final AtomicBoolean done = new AtomicBoolean();

    /** Blocks move money and never make any; branches come and go. A reader sees one whole state or learns that it is gone. */
    @Test
    void everyViewIsOneWholeStateWhileBlocksAreCommitted() throws InterruptedException, ExecutionException {
        database.commitGenesis(Script.hash(0), endowment());
        try (ExecutorService executor = Executors.newFixedThreadPool(READERS)) {
            List<Future<Integer>> readers = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                readers.add(executor.submit(this::readUntilDone));
            }
            try {
                commitBlocks();
            } finally {
                done.set(true);
            }
            for (Future<Integer> reader : readers) {
                assertThat(reader.get()).isPositive();
            }
        }
    }

    private void commitBlocks() {
        Random random = new Random(5);
        Bytes32 parent = Script.hash(0);
        Bytes32 grandparent = parent;
        for (int i = 1; i <= BLOCKS; i++) {
            boolean sibling = random.nextInt(3) == 0;
            Bytes32 on = sibling ? grandparent : parent;
            database.prepare(on, transfer(random, database.at(on).orElseThrow()))
                    .orElseThrow()
                    .commit(Script.hash(i));
            if (sibling) {
                database.follow(Script.hash(i));
            } else {
                grandparent = parent;
            }
            parent = Script.hash(i);
        }
    }

    private int readUntilDone() {
        int whole = 0;
        do {
            Bytes32 head = database.durableHead().orElseThrow().blockHash();
            whole += database.at(head).filter(this::isWholeOrGone).isPresent() ? 1 : 0;
        } while (!done.get());
        return whole;
    }

    private boolean isWholeOrGone(StateView view) {
        try {
            long sum = 0;
            for (int i = 0; i < ACCOUNTS; i++) {
                sum += balance(view, Deltas.address(i));
            }
            assertThat(sum).isEqualTo(ACCOUNTS * EACH);
            return true;
        } catch (PrunedStateException gone) {
            return false;
        }
    }

    private static long balance(StateView view, EvmAddress address) {
        return view.account(address).map(Account::balance).orElse(UInt256.ZERO).toLongSaturated();
    }

    private static StateDelta transfer(Random random, StateView view) {
        EvmAddress from = Deltas.address(random.nextInt(ACCOUNTS));
        EvmAddress to = Deltas.address(random.nextInt(ACCOUNTS));
        if (from.equals(to)) {
            return StateDelta.NONE;
        }
        long amount = Math.min(balance(view, from), random.nextInt(50));
        Map<EvmAddress, AccountChange> accounts = new HashMap<>();
        accounts.put(from, holding(balance(view, from) - amount));
        accounts.put(to, holding(balance(view, to) + amount));
        return new StateDelta(accounts, Map.of());
    }

    private static StateDelta endowment() {
        Map<EvmAddress, AccountChange> accounts = new HashMap<>();
        for (int i = 0; i < ACCOUNTS; i++) {
            accounts.put(Deltas.address(i), holding(EACH));
        }
        return new StateDelta(accounts, Map.of());
    }

    private static AccountChange holding(long balance) {
        return new AccountChange(Optional.of(new Account(0, UInt256.of(balance), Account.NO_CODE)), false, Map.of());
    }
}
