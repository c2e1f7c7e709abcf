package org.alys.bench;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.alys.evm.state.Account;
import org.alys.evm.state.PendingState;
import org.alys.evm.state.StateColumns;
import org.alys.evm.state.StateDatabase;
import org.alys.evm.state.StateDelta;
import org.alys.evm.state.StateDelta.AccountChange;
import org.alys.evm.state.StateSettings;
import org.alys.evm.store.RocksSettings;
import org.alys.evm.store.RocksStore;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.UInt256;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What the state of a block costs that changes 500 accounts, chosen at random among all. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 2)
@Fork(
        value = 1,
        jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED", "-Xmx256m"})
public class StateBenchmark {
    private static final int TOUCHED = 500;
    private static final int PER_GROWING_BLOCK = 10_000;

    @Param({"10000", "100000", "1000000"})
    public int accounts;

    private final Random random = new Random(1);
    private Optional<ScratchDirectory> directory = Optional.empty();
    private Optional<RocksStore> store = Optional.empty();
    private Optional<StateDatabase> database = Optional.empty();
    private Bytes32 head = hash();

    @Setup
    public void fill() throws IOException {
        ScratchDirectory fresh = ScratchDirectory.create();
        directory = Optional.of(fresh);
        store = Optional.of(RocksStore.open(fresh.path(), StateColumns.ALL, RocksSettings.standard()));
        database = Optional.of(StateDatabase.open(store.get(), StateSettings.standard()));
        database.get().commitGenesis(head, StateDelta.NONE);
        for (int from = 0; from < accounts; from += PER_GROWING_BLOCK) {
            Map<EvmAddress, AccountChange> changes = new HashMap<>();
            for (int i = from; i < from + PER_GROWING_BLOCK; i++) {
                changes.put(address(i), holding(i + 1));
            }
            commit(prepare(new StateDelta(changes, Map.of())));
        }
    }

    @TearDown
    public void close() throws IOException {
        store.orElseThrow().close();
        directory.orElseThrow().close();
    }

    @Benchmark
    public void commitBlock() {
        commit(prepare(block()));
    }

    private PendingState prepare(StateDelta delta) {
        return database.orElseThrow().prepare(head, delta).orElseThrow();
    }

    private void commit(PendingState pending) {
        head = hash();
        pending.commit(head);
    }

    private StateDelta block() {
        Map<EvmAddress, AccountChange> changes = new HashMap<>();
        while (changes.size() < TOUCHED) {
            changes.put(address(random.nextInt(accounts)), holding(random.nextLong(Long.MAX_VALUE)));
        }
        return new StateDelta(changes, Map.of());
    }

    private static AccountChange holding(long balance) {
        return new AccountChange(Optional.of(new Account(1, UInt256.of(balance), Account.NO_CODE)), false, Map.of());
    }

    private static EvmAddress address(int index) {
        byte[] bytes = new byte[EvmAddress.SIZE];
        for (int i = 0; i < Integer.BYTES; i++) {
            bytes[i] = (byte) (index >>> (8 * i));
        }
        return EvmAddress.of(bytes);
    }

    private Bytes32 hash() {
        byte[] hash = new byte[Bytes32.SIZE];
        random.nextBytes(hash);
        return Bytes32.of(hash);
    }
}
