package org.alys.evm.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alys.evm.block.BlockEnvironment;
import org.alys.evm.execution.CallMessage;
import org.alys.evm.execution.TransactionExecutor;
import org.alys.evm.execution.TransactionOutcome;
import org.alys.evm.execution.world.JournaledState;
import org.alys.evm.interpreter.HaltReason;
import org.alys.evm.interpreter.Tracer;
import org.alys.evm.payload.Fork;
import org.alys.evm.precompile.Precompiles;
import org.alys.evm.state.Account;
import org.alys.evm.state.MemoryState;
import org.alys.evm.state.StateDelta;
import org.alys.evm.state.StateDelta.AccountChange;
import org.alys.fuzzing.FuzzGroup;
import org.alys.fuzzing.FuzzTarget;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Hashes;
import org.alys.primitives.UInt256;

/** Code of any bytes, and any input to the precompiled contracts: ends within its gas, and the same when it is watched. */
final class CodeFuzz {
    private static final EvmAddress SENDER = EvmAddress.fromHex("0x00000000000000000000000000000000000000aa");
    private static final EvmAddress CONTRACT = EvmAddress.fromHex("0x00000000000000000000000000000000000000c1");
    private static final EvmAddress OTHER = EvmAddress.fromHex("0x00000000000000000000000000000000000000c2");
    private static final long GAS = 120_000;
    private static final int MAX_STACK = 1024;
    private static final TransactionExecutor EXECUTOR = new TransactionExecutor();

    static final FuzzGroup GROUP = new FuzzGroup(
            CodeFuzz.class,
            List.of(
                    FuzzTarget.total("code", input -> code(input, false), call(), loop()),
                    FuzzTarget.total("init-code", input -> code(input, true), call(), loop()),
                    FuzzTarget.total("precompiled", CodeFuzz::precompiled, precompiledSeeds())));

    private CodeFuzz() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        GROUP.run(input);
    }

    /** The first byte chooses the fork; the same code is at two addresses that it can call. */
    private static void code(byte[] input, boolean creates) {
        if (input.length == 0) {
            return;
        }
        List<Fork> forks = List.of(Fork.values());
        Fork fork = forks.get((input[0] & 0xff) % forks.size());
        byte[] code = Arrays.copyOfRange(input, 1, input.length);
        Optional<EvmAddress> to = creates ? Optional.empty() : Optional.of(CONTRACT);
        MemoryState world = world(code);
        Seen unwatched = run(world, fork, to, code, Tracer.NONE);
        Seen watched = run(world, fork, to, code, new Watch());
        assertThat(watched).isEqualTo(unwatched);
    }

    private record Seen(TransactionOutcome outcome, Bytes32 root) {}

    private static Seen run(MemoryState world, Fork fork, Optional<EvmAddress> to, byte[] code, Tracer tracer) {
        JournaledState state = new JournaledState(world);
        CallMessage message = new CallMessage(
                SENDER, to, GAS, UInt256.ONE, UInt256.ONE, Bytes.of(code), List.of(), List.of(), List.of());
        TransactionOutcome outcome = EXECUTOR.call(message, block(fork), state, tracer);
        if (outcome instanceof TransactionOutcome.Executed executed) {
            assertThat(executed.gasUsed()).isBetween(0L, GAS);
        }
        return new Seen(outcome, world.with(state.delta()).root());
    }

    private static BlockEnvironment block(Fork fork) {
        return new BlockEnvironment(
                fork,
                UInt256.ONE,
                7,
                1000,
                OTHER,
                Bytes32.ZERO,
                30_000_000,
                UInt256.ONE,
                UInt256.ONE,
                _ -> Bytes32.ZERO);
    }

    private static MemoryState world(byte[] code) {
        Bytes32 hash = Bytes32.of(Hashes.keccak256(code));
        Map<UInt256, UInt256> storage = Map.of(UInt256.ONE, UInt256.ONE);
        Map<EvmAddress, AccountChange> accounts = new HashMap<>();
        accounts.put(SENDER, account(1_000_000, Account.NO_CODE, Map.of()));
        accounts.put(CONTRACT, account(5, hash, storage));
        accounts.put(OTHER, account(5, hash, storage));
        return MemoryState.EMPTY.with(new StateDelta(accounts, Map.of(hash, Bytes.of(code))));
    }

    private static AccountChange account(long balance, Bytes32 code, Map<UInt256, UInt256> storage) {
        return new AccountChange(Optional.of(new Account(1, UInt256.of(balance), code)), false, storage);
    }

    /** The first byte chooses the contract, the others are its input. */
    private static void precompiled(byte[] input) {
        if (input.length > 0) {
            byte[] rest = Arrays.copyOfRange(input, 1, input.length);
            List<EvmAddress> all = Precompiles.of(Fork.OSAKA).addresses();
            EvmAddress address = all.get((input[0] & 0xff) % all.size());
            run(world(rest), Fork.OSAKA, Optional.of(address), rest, Tracer.NONE);
        }
    }

    private static byte[][] precompiledSeeds() {
        int count = Precompiles.of(Fork.OSAKA).addresses().size();
        byte[][] seeds = new byte[count][];
        for (int i = 0; i < count; i++) {
            seeds[i] = new byte[1 + 384];
            seeds[i][0] = (byte) i;
            seeds[i][32] = 1;
            seeds[i][64] = 2;
        }
        return seeds;
    }

    /** Calls the other contract with all gas, stores what came of it, logs and returns. */
    private static byte[] call() {
        return Bytes.fromHex("02600060006000600060c25af160015560206000a060206000f3")
                .toArray();
    }

    private static byte[] loop() {
        return Bytes.fromHex("005b6001600101600c600052600051600057").toArray();
    }

    /** Holds the machine to its bounds at every step. */
    private static final class Watch implements Tracer {
        @Override
        public boolean wantsSteps() {
            return true;
        }

        @Override
        public void beforeStep(StepView step) {
            boolean gas = step.gas() >= 0 && step.gas() <= GAS;
            boolean stack = step.stackSize() >= 0 && step.stackSize() <= MAX_STACK;
            if (!gas || !stack || step.memorySize() % 32 != 0) {
                throw new AssertionError("gas " + step.gas() + ", stack of " + step.stackSize() + ", memory of "
                        + step.memorySize() + " before " + step.opcodeName());
            }
        }

        @Override
        public void afterStep(long gasCost, Optional<HaltReason> halt) {
            if (gasCost < 0) {
                throw new AssertionError("a step cost " + gasCost);
            }
        }
    }
}
