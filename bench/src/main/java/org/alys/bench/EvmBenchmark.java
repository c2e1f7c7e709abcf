package org.alys.bench;

import io.horizen.evm.Address;
import io.horizen.evm.Evm;
import io.horizen.evm.EvmContext;
import io.horizen.evm.ForkRules;
import io.horizen.evm.Hash;
import io.horizen.evm.Invocation;
import io.horizen.evm.MemoryDatabase;
import io.horizen.evm.StateDB;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.alys.evm.block.BlockEnvironment;
import org.alys.evm.execution.CallMessage;
import org.alys.evm.execution.TransactionExecutor;
import org.alys.evm.execution.TransactionOutcome;
import org.alys.evm.execution.TransactionOutcome.Executed;
import org.alys.evm.execution.world.CodeCache;
import org.alys.evm.execution.world.JournaledState;
import org.alys.evm.interpreter.Tracer;
import org.alys.evm.payload.Fork;
import org.alys.evm.state.Account;
import org.alys.evm.state.MemoryState;
import org.alys.evm.state.StateDelta;
import org.alys.evm.state.StateDelta.AccountChange;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Hashes;
import org.alys.primitives.UInt256;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The same loops on this virtual machine and on that of go-ethereum 1.13.4 (Shanghai), by way of libevm. Both run on a state in
 * memory and take back what they did; a run is long enough that crossing into the library does not count.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@org.openjdk.jmh.annotations.Fork(
        value = 1,
        jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED", "-Xmx512m"})
public class EvmBenchmark {
    private static final long GAS = 1L << 40;
    private static final EvmAddress CALLER = EvmAddress.fromHex("0x00000000000000000000000000000000000000aa");
    private static final EvmAddress LOOP = EvmAddress.fromHex("0x00000000000000000000000000000000000000bb");
    private static final EvmAddress CALLEE = EvmAddress.fromHex("0x00000000000000000000000000000000000000cc");
    private static final BlockEnvironment BLOCK = new BlockEnvironment(
            Fork.SHANGHAI,
            UInt256.ONE,
            1,
            1,
            EvmAddress.ZERO,
            Bytes32.ZERO,
            GAS,
            UInt256.ZERO,
            UInt256.ZERO,
            _ -> Bytes32.ZERO);

    @Param
    public EvmProgram program = EvmProgram.EMPTY;

    private final TransactionExecutor executor = new TransactionExecutor();
    private final CodeCache codes = new CodeCache();
    private MemoryState world = MemoryState.EMPTY;

    private final MemoryDatabase database = new MemoryDatabase();
    private final StateDB theirs = new StateDB(database, StateDB.EMPTY_ROOT_HASH);
    private final EvmContext context = new EvmContext(
            BigInteger.ONE,
            Address.ZERO,
            BigInteger.valueOf(GAS),
            BigInteger.ZERO,
            BigInteger.ONE,
            BigInteger.ONE,
            BigInteger.ZERO,
            Hash.ZERO,
            new ForkRules(true));

    @Setup
    public void fill() {
        Map<EvmAddress, AccountChange> accounts = new HashMap<>();
        Map<Bytes32, Bytes> code = new HashMap<>();
        Map<EvmAddress, String> contracts = Map.of(LOOP, program.code(), CALLEE, EvmProgram.callee());
        contracts.forEach((address, hex) -> {
            Bytes bytes = Bytes.fromHex(hex);
            Bytes32 hash = Bytes32.of(Hashes.keccak256(bytes.toArray()));
            code.put(hash, bytes);
            Account account = new Account(1, UInt256.ZERO, hash);
            accounts.put(address, new AccountChange(Optional.of(account), false, Map.of()));
            theirs.setNonce(new Address(address.toArray()), BigInteger.ONE);
            theirs.setCode(new Address(address.toArray()), bytes.toArray());
        });
        world = MemoryState.EMPTY.with(new StateDelta(accounts, code));
        theirs.finalizeChanges();
        theirs.accessSetup(
                new Address(CALLER.toArray()), new Address(LOOP.toArray()), Address.ZERO, new ForkRules(true));
    }

    @TearDown
    public void close() throws Exception {
        theirs.close();
        database.close();
    }

    @Benchmark
    public long alys() {
        TransactionOutcome outcome = executor.call(
                CallMessage.of(CALLER, LOOP, Bytes.EMPTY, GAS), BLOCK, new JournaledState(world, codes), Tracer.NONE);
        if (outcome instanceof Executed executed && executed.succeeded()) {
            return executed.gasUsed();
        }
        throw new IllegalStateException("the program failed: " + outcome);
    }

    @Benchmark
    public BigInteger goEthereum() {
        int before = theirs.snapshot();
        var result = Evm.Apply(
                theirs,
                new Invocation(
                        new Address(CALLER.toArray()),
                        new Address(LOOP.toArray()),
                        BigInteger.ZERO,
                        new byte[0],
                        BigInteger.valueOf(GAS),
                        false),
                context);
        theirs.revertToSnapshot(before);
        if (!result.executionError.isEmpty()) {
            throw new IllegalStateException("the program failed: " + result.executionError);
        }
        return result.leftOverGas;
    }
}
