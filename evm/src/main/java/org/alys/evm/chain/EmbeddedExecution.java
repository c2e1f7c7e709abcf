package org.alys.evm.chain;

import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import org.alys.evm.block.Block;
import org.alys.evm.payload.ExecutionPayload;
import org.alys.evm.payload.Fork;
import org.alys.evm.pool.LocalJournal;
import org.alys.evm.pool.PoolLimits;
import org.alys.evm.pool.TransactionPool;
import org.alys.evm.state.StateSettings;
import org.alys.evm.store.KeyValueStore;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;

/** An execution layer in this process: a chain, its pool, and the building of blocks. May be used from several threads. */
public final class EmbeddedExecution implements AutoCloseable {
    private final EmbeddedChain chain;
    private final TransactionPool pool;
    private final PayloadBuilds builds;

    /**
     * How an execution layer behaves.
     *
     * @param state how long states are kept
     * @param history how many blocks up to the finalized one keep body and receipts; empty for all
     */
    public record Settings(StateSettings state, OptionalLong history, PoolLimits pool, BuilderSettings builder) {
        public static Settings standard() {
            return new Settings(
                    StateSettings.standard(), OptionalLong.empty(), PoolLimits.standard(), BuilderSettings.standard());
        }
    }

    private EmbeddedExecution(EmbeddedChain chain, TransactionPool pool, BuilderSettings settings) {
        this.chain = chain;
        this.pool = pool;
        this.builds = new PayloadBuilds(new BlockBuilder(chain, settings), pool);
    }

    /** Opens the chain in {@code store} as {@link EmbeddedChain#open} does, and its pool with what local callers handed in. */
    public static EmbeddedExecution open(KeyValueStore store, Genesis genesis, Settings settings, InstantSource clock) {
        EmbeddedChain chain = EmbeddedChain.open(store, genesis, settings.state(), settings.history());
        TransactionPool pool = new TransactionPool(chain, settings.pool(), clock, new LocalJournal(store));
        return new EmbeddedExecution(chain, pool, settings.builder());
    }

    public EmbeddedChain chain() {
        return chain;
    }

    public TransactionPool pool() {
        return pool;
    }

    /** Judges a payload and stores its block when it keeps the rules. */
    public ImportResult newPayload(ExecutionPayload payload, Bytes32 parentBeaconBlockRoot) {
        if (payload.fork() != chain.forkAt(payload.timestamp())) {
            return new ImportResult.Invalid(
                    Optional.empty(), new BlockProblem.WrongFields(chain.forkAt(payload.timestamp())));
        }
        return switch (PayloadConversion.toBlock(payload, parentBeaconBlockRoot, pool::find)) {
            case PayloadConversion.Converted(Block block) ->
                builds.built(block.hash())
                        .map(built -> chain.importBuilt(block, built.execution()))
                        .orElseGet(() -> chain.importBlock(block));
            case PayloadConversion.Refused(BlockProblem.WrongBlockHash problem) ->
                new ImportResult.Invalid(Optional.empty(), problem);
            case PayloadConversion.Refused(BlockProblem problem) ->
                new ImportResult.Invalid(chain.blockByHash(payload.parentHash()).map(Block::hash), problem);
        };
    }

    /** Starts a build on an executed block and returns its name, 8 bytes; the same wish has the same name. */
    public Bytes startBuild(Block parent, BuildAttributes attributes) {
        return builds.start(parent, attributes);
    }

    /** Ends a build: the block with what the pool holds now. Empty when the build is not known. */
    public Optional<BuiltBlock> takeBuild(Bytes id) {
        return builds.take(id);
    }

    /** The payload of an executed block. */
    public ExecutionPayload payload(Block block) {
        Fork fork = chain.forkAt(block.header().timestamp());
        return PayloadConversion.toPayload(block, fork, chain.requests(block.hash()));
    }

    /** The payload of a block that was built. */
    public ExecutionPayload payload(BuiltBlock built) {
        Fork fork = chain.forkAt(built.block().header().timestamp());
        return PayloadConversion.toPayload(built.block(), fork, built.requests());
    }

    /** Ends what runs in the background; the store stays open. */
    @Override
    public void close() {
        builds.close();
        pool.close();
    }
}
