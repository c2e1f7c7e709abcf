package org.alys.evm.execution;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.alys.evm.block.BlockEnvironment;
import org.alys.evm.block.Log;
import org.alys.evm.execution.world.JournaledState;
import org.alys.evm.interpreter.Machine;
import org.alys.evm.interpreter.Tracer;
import org.alys.evm.payload.Fork;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;

/** What the protocol itself does with contracts before and after the transactions of a block. */
public final class SystemContracts {
    /** The caller of system calls (EIP-4788). */
    public static final EvmAddress SYSTEM = EvmAddress.fromHex("0xfffffffffffffffffffffffffffffffffffffffe");
    /** EIP-4788. */
    public static final EvmAddress BEACON_ROOTS = EvmAddress.fromHex("0x000f3df6d732807ef1319fb7b8bb8522d0beac02");
    /** EIP-2935. */
    public static final EvmAddress BLOCK_HASHES = EvmAddress.fromHex("0x0000f90827f1c53a10cb7a02335b175320002935");
    /** EIP-7002. */
    public static final EvmAddress WITHDRAWAL_REQUESTS =
            EvmAddress.fromHex("0x00000961ef480eb55e80d19ad83579a64c007002");
    /** EIP-7251. */
    public static final EvmAddress CONSOLIDATION_REQUESTS =
            EvmAddress.fromHex("0x0000bbddc7ce488642fb579f8b00f3a590007251");

    static final long GAS = 30_000_000;
    private static final byte WITHDRAWAL_REQUEST = 1;
    private static final byte CONSOLIDATION_REQUEST = 2;

    private final TransactionExecutor executor;
    private final Optional<EvmAddress> depositContract;

    /**
     * The system's calls of a chain.
     *
     * @param depositContract whose logs are deposits (EIP-6110); empty for a chain without
     */
    public SystemContracts(TransactionExecutor executor, Optional<EvmAddress> depositContract) {
        this.executor = executor;
        this.depositContract = depositContract;
    }

    /**
     * Tells the contracts the block's ancestors (EIP-4788 from Cancun on, EIP-2935 from Prague on). Where there is no contract
     * nothing happens.
     */
    public void beforeTransactions(
            BlockEnvironment block,
            Bytes32 parentHash,
            Optional<Bytes32> parentBeaconBlockRoot,
            JournaledState state,
            Tracer tracer) {
        if (block.fork().includes(Fork.CANCUN) && parentBeaconBlockRoot.isPresent()) {
            call(BEACON_ROOTS, Bytes.of(parentBeaconBlockRoot.get().toArray()), block, state, tracer);
        }
        if (block.fork().includes(Fork.PRAGUE)) {
            call(BLOCK_HASHES, Bytes.of(parentHash.toArray()), block, state, tracer);
        }
    }

    /** The requests of a block, or why the block is invalid. */
    public sealed interface Requests {
        /** In the form of EIP-7685: each its type and content, those without content left out. */
        record Collected(List<Bytes> requests) implements Requests {
            public Collected {
                requests = List.copyOf(requests);
            }
        }

        /** A contract failed, or a deposit's log is malformed. */
        record Failed(String reason) implements Requests {}
    }

    /**
     * Collects the requests after the transactions (EIP-7685): deposits, withdrawals, consolidations. None before Prague. A chain
     * that does not have one of the contracts has none of its requests.
     *
     * @param logs of all transactions, in order
     */
    public Requests afterTransactions(BlockEnvironment block, List<Log> logs, JournaledState state, Tracer tracer) {
        if (!block.fork().includes(Fork.PRAGUE)) {
            return new Requests.Collected(List.of());
        }
        List<Bytes> requests = new ArrayList<>();
        if (depositContract.isPresent()) {
            Optional<Bytes> deposits = Deposits.request(depositContract.get(), logs);
            if (deposits.isEmpty()) {
                return new Requests.Failed("a deposit's log is malformed");
            }
            deposits.filter(request -> request.size() > 1).ifPresent(requests::add);
        }
        for (Source source : List.of(
                new Source(WITHDRAWAL_REQUESTS, WITHDRAWAL_REQUEST),
                new Source(CONSOLIDATION_REQUESTS, CONSOLIDATION_REQUEST))) {
            Optional<Machine.Result> result = call(source.contract(), Bytes.EMPTY, block, state, tracer);
            if (result.isPresent() && !result.get().succeeded()) {
                return new Requests.Failed("system call to " + source.contract() + " failed");
            }
            result.map(Machine.Result::output)
                    .filter(output -> !output.isEmpty())
                    .ifPresent(output -> requests.add(typed(source.type(), output)));
        }
        return new Requests.Collected(requests);
    }

    private record Source(EvmAddress contract, byte type) {}

    private Optional<Machine.Result> call(
            EvmAddress contract, Bytes input, BlockEnvironment block, JournaledState state, Tracer tracer) {
        if (!state.get(contract).hasCode()) {
            return Optional.empty();
        }
        return Optional.of(executor.systemCall(contract, input, block, state, tracer));
    }

    private static Bytes typed(byte type, Bytes content) {
        byte[] request = new byte[1 + content.size()];
        request[0] = type;
        content.copyTo(request, 1);
        return Bytes.of(request);
    }
}
