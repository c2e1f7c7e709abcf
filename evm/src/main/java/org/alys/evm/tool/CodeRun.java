package org.alys.evm.tool;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alys.evm.block.BlockEnvironment;
import org.alys.evm.execution.world.JournaledState;
import org.alys.evm.interpreter.Machine;
import org.alys.evm.interpreter.Tracer;
import org.alys.evm.interpreter.Workspace;
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

/** Runs a piece of code in a world where there is nothing else: no intrinsic gas, block 1 at time 0. */
public final class CodeRun {
    private static final EvmAddress CALLER = EvmAddress.fromHex("0x000000000000000000000000000000000000ca11");
    private static final EvmAddress CONTRACT = EvmAddress.fromHex("0x000000000000000000000000000000000000c0de");
    private static final long BLOCK_GAS_LIMIT = 30_000_000;

    private CodeRun() {}

    /**
     * Runs {@code code} as a contract that is called with {@code input}.
     *
     * @param gas at least 0
     */
    public static Machine.Result run(Fork fork, Bytes code, Bytes input, long gas, Tracer tracer) {
        JournaledState state = new JournaledState(world(code));
        state.begin();
        state.warm(state.get(CALLER));
        state.warm(state.get(CONTRACT));
        BlockEnvironment block = new BlockEnvironment(
                fork,
                UInt256.ONE,
                1,
                0,
                EvmAddress.ZERO,
                Bytes32.ZERO,
                BLOCK_GAS_LIMIT,
                UInt256.ZERO,
                UInt256.ONE,
                _ -> Bytes32.ZERO);
        Machine machine = new Machine(new Workspace(), state, block, CALLER, UInt256.ZERO, List.of(), tracer);
        Machine.Result result =
                machine.call(CALLER, CONTRACT, state.code(state.get(CONTRACT)), input.toArray(), UInt256.ZERO, gas);
        state.commit();
        return result;
    }

    private static MemoryState world(Bytes code) {
        Bytes32 hash = Bytes32.of(Hashes.keccak256(code.toArray()));
        Map<EvmAddress, AccountChange> accounts = new HashMap<>();
        accounts.put(CONTRACT, new AccountChange(Optional.of(new Account(1, UInt256.ZERO, hash)), false, Map.of()));
        return MemoryState.EMPTY.with(new StateDelta(accounts, Map.of(hash, code)));
    }
}
