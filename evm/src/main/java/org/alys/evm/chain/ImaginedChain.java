package org.alys.evm.chain;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import org.alys.evm.block.Block;
import org.alys.evm.block.BlockEnvironment;
import org.alys.evm.block.BlockHeader;
import org.alys.evm.execution.SystemContracts;
import org.alys.evm.execution.TransactionExecutor;
import org.alys.evm.payload.Fork;
import org.alys.evm.state.DeltaView;
import org.alys.evm.state.PrunedStateException;
import org.alys.evm.state.StateDelta;
import org.alys.evm.state.StateView;
import org.alys.primitives.Bytes32;
import org.alys.primitives.UInt256;

/** Blocks on top of a block of the chain that are executed and kept nowhere. To be used by one thread. */
public final class ImaginedChain {
    private final EmbeddedChain chain;
    private final Block base;
    private final StateView state;
    private final LongFunction<Bytes32> real;
    private final Map<Long, Bytes32> imagined = new HashMap<>();
    private Block parent;
    private StateDelta delta = StateDelta.NONE;

    ImaginedChain(EmbeddedChain chain, Block base, StateView state) {
        this.chain = chain;
        this.base = base;
        this.state = state;
        this.real = chain.ancestorsFrom(base);
        this.parent = base;
    }

    /** The block that the next one is built on: at first the real one. */
    public Block parent() {
        return parent;
    }

    /** The rules of a block with this timestamp. */
    public Fork forkAt(long timestamp) {
        return chain.forkAt(timestamp);
    }

    /** The state after {@link #parent()}. */
    public StateView state() {
        return delta.isEmpty() ? state : new DeltaView(state, delta);
    }

    /**
     * Begins the next block. It is to be sealed before another one begins.
     *
     * @param blobBaseFee in wei, instead of that which follows from the parent
     * @param overrides what is imagined to be different in the state before it
     * @param executor runs its transactions and system calls
     */
    public ImaginedBlock begin(
            HeaderWish wish, Optional<UInt256> blobBaseFee, StateDelta overrides, TransactionExecutor executor) {
        delta = delta.then(overrides);
        BlockHeader draft = wish.draft(parent, chain.parameters());
        BlockEnvironment environment = chain.processor().environment(draft, this::hashOf);
        SystemContracts contracts =
                new SystemContracts(executor, chain.parameters().depositContract());
        BlockEnvironment seen =
                environment.withFees(environment.baseFeePerGas(), blobBaseFee.orElse(environment.blobBaseFee()));
        BlockExecution execution = chain.processor().start(seen, state(), executor, contracts);
        execution.begin(draft.parentHash(), draft.parentBeaconBlockRoot());
        return new ImaginedBlock(this, draft, wish.withdrawals(), execution);
    }

    private Bytes32 hashOf(long number) {
        Bytes32 hash = imagined.get(number);
        return hash == null ? real.apply(number) : hash;
    }

    /**
     * Goes on to the state after a block.
     *
     * @throws PrunedStateException when the base was pruned meanwhile
     */
    Bytes32 advance(StateDelta changes) {
        delta = delta.then(changes);
        return chain.stateRoot(base.hash(), delta).orElseThrow(() -> new PrunedStateException(base.hash()));
    }

    void append(Block block) {
        imagined.put(block.header().number(), block.hash());
        parent = block;
    }
}
