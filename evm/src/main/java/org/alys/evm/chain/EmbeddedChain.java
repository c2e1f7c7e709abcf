package org.alys.evm.chain;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.alys.evm.block.BaseFee;
import org.alys.evm.block.Block;
import org.alys.evm.block.BlockEnvironment;
import org.alys.evm.block.BlockHeader;
import org.alys.evm.block.HeadChange;
import org.alys.evm.block.Receipt;
import org.alys.evm.payload.Fork;
import org.alys.evm.state.PendingState;
import org.alys.evm.state.StateDatabase;
import org.alys.evm.state.StateDelta;
import org.alys.evm.state.StateSettings;
import org.alys.evm.state.StateView;
import org.alys.evm.store.Batch;
import org.alys.evm.store.KeyValueStore;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.UInt256;

/**
 * A tree of executed blocks on a disk, and the fork choice over it. A block is written with its state in one batch, a fork choice with
 * all its consequences in another; whenever the process dies, it opens at the last fork choice that was answered, or at the one that
 * was being answered. Reading does not wait for writing.
 */
public final class EmbeddedChain implements ChainReader {
    private final ChainParameters parameters;
    private final BlockProcessor processor;
    private final StateDatabase states;
    private final ChainStore store;
    private final InvalidBlocks invalid = new InvalidBlocks();
    private final CanonicalChain canonical;
    private final History history;
    private final List<Consumer<HeadChange>> listeners = new CopyOnWriteArrayList<>();
    private final Object writing = new Object();

    private EmbeddedChain(
            ChainParameters parameters,
            StateDatabase states,
            ChainStore store,
            CanonicalChain canonical,
            History history) {
        this.parameters = parameters;
        this.processor = new BlockProcessor(parameters);
        this.states = states;
        this.store = store;
        this.canonical = canonical;
        this.history = history;
    }

    /**
     * Opens the chain in {@code store}, or begins it there, with all its history. The store has the columns {@link ChainColumns#all} and stays the caller's
     * to close.
     *
     * @throws IllegalStateException when the store has another chain
     */
    public static EmbeddedChain open(KeyValueStore store, Genesis genesis, StateSettings settings) {
        return open(store, genesis, settings, OptionalLong.empty());
    }

    /**
     * The same with part of the history.
     *
     * @param history how many blocks up to the finalized one keep body and receipts, more than keep their state; empty for all.
     *     What was pruned before stays so
     */
    public static EmbeddedChain open(
            KeyValueStore store, Genesis genesis, StateSettings settings, OptionalLong history) {
        if (history.isPresent() && (history.getAsLong() <= settings.retainedBlocks() || settings.archive())) {
            throw new IllegalArgumentException(
                    history.getAsLong() + " blocks with bodies are too few for the states of "
                            + (settings.archive() ? "all" : settings.retainedBlocks()));
        }
        StateDatabase states = StateDatabase.open(store, settings);
        ChainStore blocks = new ChainStore(store);
        Block first = genesis.block();
        states.commitGenesis(first.hash(), genesis.allocation());
        if (blocks.tip(ChainStore.Tip.HEAD).isEmpty()) {
            Batch batch = new Batch();
            ChainStore.putBlock(batch, first, List.of(), List.of());
            ChainStore.putCanonical(batch, first);
            ChainStore.putTip(batch, ChainStore.Tip.HEAD, Optional.of(first));
            blocks.write(batch);
        }
        return new EmbeddedChain(
                genesis.parameters(),
                states,
                blocks,
                CanonicalChain.load(blocks, states),
                new History(blocks, history));
    }

    /** Validates, executes and stores a block; which chain is canonical does not change. */
    public ImportResult importBlock(Block block) {
        synchronized (writing) {
            return judge(block, Optional.empty());
        }
    }

    /** As {@link #importBlock}, for a block that was built here and so executed already. */
    ImportResult importBuilt(Block block, BlockVerdict.Executed executed) {
        synchronized (writing) {
            return judge(block, Optional.of(executed));
        }
    }

    private ImportResult judge(Block block, Optional<BlockVerdict.Executed> known) {
        if (store.header(block.hash()).isPresent()) {
            return new ImportResult.Valid();
        }
        Optional<ImportResult.Invalid> refused = refusedBefore(block);
        if (refused.isPresent()) {
            return refused.get();
        }
        Optional<BlockHeader> parent = store.header(block.header().parentHash());
        if (parent.isEmpty()) {
            return new ImportResult.UnknownParent();
        }
        Optional<StateView> state = states.at(block.header().parentHash());
        if (state.isEmpty() || states.find(block.header().parentHash()).isEmpty()) {
            return new ImportResult.ParentStatePruned();
        }
        BlockVerdict verdict = known.<BlockVerdict>map(executed -> executed)
                .orElseGet(() -> processor.process(block, parent.get(), state.get(), ancestorsOf(block.header())));
        return switch (verdict) {
            case BlockVerdict.Executed executed -> store(block, executed);
            case BlockVerdict.Invalid(BlockProblem problem) -> refuse(block, problem);
        };
    }

    private Optional<ImportResult.Invalid> refusedBefore(Block block) {
        Bytes32 parent = block.header().parentHash();
        return invalid.find(block.hash())
                .or(() -> invalid.find(parent).map(ancestor -> {
                    ImportResult.Invalid verdict =
                            new ImportResult.Invalid(ancestor.latestValid(), new BlockProblem.InvalidAncestor(parent));
                    invalid.add(block.hash(), verdict);
                    return verdict;
                }));
    }

    private ImportResult store(Block block, BlockVerdict.Executed executed) {
        PendingState pending = states.prepare(block.header().parentHash(), executed.delta())
                .orElseThrow(() -> new IllegalStateException(
                        "the state of " + block.header().parentHash() + " has gone"));
        if (!pending.root().equals(block.header().stateRoot())) {
            return refuse(block, new BlockProblem.WrongStateRoot(block.header().stateRoot(), pending.root()));
        }
        Batch batch = new Batch();
        ChainStore.putBlock(batch, block, executed.receipts(), executed.requests());
        pending.commit(block.hash(), batch);
        store.remember(block);
        return new ImportResult.Valid();
    }

    private ImportResult refuse(Block block, BlockProblem problem) {
        ImportResult.Invalid verdict =
                new ImportResult.Invalid(Optional.of(block.header().parentHash()), problem);
        if (!isOfAnotherBlock(problem)) {
            invalid.add(block.hash(), verdict);
        }
        return verdict;
    }

    /** Whether the body is not that of the header: the hash says nothing of such a body, so the right one may still come. */
    private static boolean isOfAnotherBlock(BlockProblem problem) {
        return problem instanceof BlockProblem.WrongTransactionsRoot
                || problem instanceof BlockProblem.WrongWithdrawalsRoot;
    }

    /**
     * Chooses the canonical chain.
     *
     * @param safe zero leaves it as it is, where it can stay
     * @param finalized as {@code safe}
     */
    public ForkchoiceOutcome forkchoice(Bytes32 head, Bytes32 safe, Bytes32 finalized) {
        synchronized (writing) {
            Optional<BlockHeader> header = store.header(head);
            if (header.isEmpty()) {
                return invalid.find(head)
                        .<ForkchoiceOutcome>map(
                                verdict -> new ForkchoiceOutcome.InvalidHead(verdict.latestValid(), verdict.problem()))
                        .orElseGet(ForkchoiceOutcome.UnknownHead::new);
            }
            Optional<String> contradiction = canonical
                    .contradiction(head, header.get(), "safe", safe)
                    .or(() -> canonical.contradiction(head, header.get(), "finalized", finalized));
            if (contradiction.isPresent()) {
                return new ForkchoiceOutcome.Inconsistent(contradiction.get());
            }
            if (states.find(head).isEmpty()) {
                return canonical.isFinal(head, header.get())
                        ? new ForkchoiceOutcome.Skipped()
                        : new ForkchoiceOutcome.TooDeep(
                                header.get().number(), head().header().number());
            }
            Optional<HeadChange> change = canonical.choose(store.block(head).orElseThrow(), safe, finalized);
            states.follow(head);
            if (!finalized.isZero()) {
                states.finalise(finalized);
            }
            history.follow(canonical.tips().finalized());
            change.ifPresent(moved -> listeners.forEach(listener -> listener.accept(moved)));
            return new ForkchoiceOutcome.Applied();
        }
    }

    /** The header of an executed block of any branch, which is kept for ever. */
    public Optional<BlockHeader> header(Bytes32 hash) {
        return store.header(hash);
    }

    /** The hash of the block of the canonical chain with this number. */
    public Optional<Bytes32> hashAt(long number) {
        return store.canonicalHash(number);
    }

    /** The execution requests of an executed block (EIP-7685). */
    public List<Bytes> requests(Bytes32 blockHash) {
        return store.requests(blockHash);
    }

    @Override
    public ChainParameters parameters() {
        return parameters;
    }

    BlockProcessor processor() {
        return processor;
    }

    /** The state root after {@code delta} on {@code parent}; empty when its state was pruned. */
    Optional<Bytes32> stateRoot(Bytes32 parent, StateDelta delta) {
        return states.root(parent, delta);
    }

    /** The states behind {@link #stateAfter}, for proofs. */
    public StateDatabase states() {
        return states;
    }

    /** The hashes of a block and of those below it, by number. */
    LongFunction<Bytes32> ancestorsFrom(Block block) {
        return new Ancestors(store, block.hash(), block.header().number());
    }

    LongFunction<Bytes32> ancestorsOf(BlockHeader header) {
        return new Ancestors(store, header.parentHash(), header.number() - 1);
    }

    @Override
    public UInt256 chainId() {
        return parameters.chainId();
    }

    @Override
    public Fork forkAt(long timestamp) {
        return parameters.forkAt(timestamp);
    }

    @Override
    public Block head() {
        return canonical.tips().head();
    }

    @Override
    public Optional<Block> safe() {
        return canonical.tips().safe();
    }

    @Override
    public Optional<Block> finalized() {
        return canonical.tips().finalized();
    }

    @Override
    public Optional<Block> blockAt(long number) {
        return store.canonicalHash(number).flatMap(store::block);
    }

    @Override
    public Optional<Block> blockByHash(Bytes32 hash) {
        return store.block(hash);
    }

    @Override
    public boolean isCanonical(Block block) {
        return store.canonicalHash(block.header().number())
                .filter(block.hash()::equals)
                .isPresent();
    }

    @Override
    public Optional<List<Receipt>> receipts(Bytes32 blockHash) {
        return store.receipts(blockHash);
    }

    @Override
    public Optional<TransactionPlace> findTransaction(Bytes32 transactionHash) {
        return store.place(transactionHash);
    }

    @Override
    public Optional<StateView> stateAfter(Block block) {
        return states.at(block.hash());
    }

    @Override
    public BlockEnvironment environmentOn(Block parent, long timestamp) {
        BlockHeader on = parent.header();
        HeaderWish wish = new HeaderWish(
                timestamp,
                on.gasLimit(),
                on.feeRecipient(),
                on.prevRandao(),
                BaseFee.after(on),
                on.extraData(),
                Bytes32.ZERO,
                List.of());
        BlockHeader next = wish.draft(parent, parameters);
        return processor.environment(next, ancestorsOf(next));
    }

    @Override
    public BlockEnvironment environmentOf(Block block) {
        return processor.environment(block.header(), ancestorsOf(block.header()));
    }

    @Override
    public Optional<ImaginedChain> imagine(Block base) {
        return states.at(base.hash())
                .filter(_ -> states.find(base.hash()).isPresent())
                .map(state -> new ImaginedChain(this, base, state));
    }

    @Override
    public AutoCloseable onHeadChange(Consumer<HeadChange> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}
