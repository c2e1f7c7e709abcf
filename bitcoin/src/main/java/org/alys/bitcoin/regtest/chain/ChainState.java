package org.alys.bitcoin.regtest.chain;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.alys.bitcoin.regtest.chain.ChainLog.Happening;
import org.alys.bitcoin.regtest.consensus.BlockChecks;
import org.alys.bitcoin.regtest.consensus.RegtestRules;
import org.alys.bitcoin.regtest.consensus.Rejection;
import org.alys.bitcoin.regtest.consensus.ScriptVerifier;
import org.alys.bitcoin.tx.Block;
import org.alys.bitcoin.tx.BlockHash;
import org.alys.bitcoin.tx.BlockHeader;
import org.alys.bitcoin.tx.Txid;

/** Takes blocks and keeps the chain with the most work active. */
public final class ChainState implements AutoCloseable {
    private final BlockTree tree = new BlockTree(RegtestRules.genesis().header());
    private final ActiveChain active = new ActiveChain();
    private final UtxoSet coins = new UtxoSet();
    private final ScriptVerifier scripts;
    private final InstantSource clock;
    private final ChainLog log;
    private final Set<BlockHash> verified = new HashSet<>();
    private final List<ChainListener> listeners = new ArrayList<>();

    private ChainState(ChainLog log, ScriptVerifier scripts, InstantSource clock) {
        this.log = log;
        this.scripts = scripts;
        this.clock = clock;
        BlockEntry genesis = tree.genesis();
        tree.store(genesis, Long.MAX_VALUE, 1);
        active.push(
                genesis,
                new BlockUndo(List.of(List.of())),
                RegtestRules.genesis().txids());
    }

    /** The chain that {@code file} tells of; the file is made when it is not there. */
    public static ChainState open(Path file, ScriptVerifier scripts, InstantSource clock) throws IOException {
        ChainLog.Opened opened = ChainLog.open(file);
        ChainState state = new ChainState(opened.log(), scripts, clock);
        state.verified.addAll(opened.history().connected());
        opened.history().happenings().forEach(state::repeat);
        return state;
    }

    private void repeat(Happening happening) {
        switch (happening) {
            case Happening.BlockStored(long offset) -> {
                Block block = log.read(offset);
                BlockEntry entry = findOrAdd(block.header());
                tree.store(entry, offset, block.transactions().size());
                activate(Optional.of(block));
            }
            case Happening.HeaderAdded(BlockHeader header) -> findOrAdd(header);
            case Happening.Invalidated(BlockHash hash) ->
                invalidateWithoutNote(tree.find(hash).orElseThrow());
            case Happening.Reconsidered(BlockHash hash) -> {
                tree.unfail(tree.find(hash).orElseThrow());
                activate(Optional.empty());
            }
        }
    }

    private BlockEntry findOrAdd(BlockHeader header) {
        BlockHash hash = header.hash();
        return tree.find(hash)
                .orElseGet(() ->
                        tree.add(hash, header, tree.find(header.previous()).orElseThrow()));
    }

    /** Calls {@code listener} after every move of the active chain from now on. */
    public void listen(ChainListener listener) {
        listeners.add(listener);
    }

    /** Stops calling {@code listener}. */
    public void unlisten(ChainListener listener) {
        listeners.remove(listener);
    }

    public BlockTree tree() {
        return tree;
    }

    public ActiveChain active() {
        return active;
    }

    public UtxoSet coins() {
        return coins;
    }

    /** Bytes of the file. */
    public long sizeOnDisk() {
        return log.size();
    }

    /** The block, if it is there and not only its header. */
    public Optional<Block> block(BlockEntry entry) {
        if (entry == tree.genesis()) {
            return Optional.of(RegtestRules.genesis());
        }
        return entry.hasBody() ? Optional.of(log.read(entry.offset())) : Optional.empty();
    }

    /** Whether the block was once in the active chain, so that all of it was checked. */
    public boolean wasConnected(BlockEntry entry) {
        return entry == tree.genesis() || verified.contains(entry.hash());
    }

    /** Takes a block from outside. */
    public BlockOutcome accept(Block block) {
        BlockHash hash = block.hash();
        Optional<BlockEntry> known = tree.find(hash);
        if (known.filter(BlockEntry::hasBody).isPresent()) {
            return known.get().isFailed() ? refused("duplicate-invalid") : new BlockOutcome.Known(known.get());
        }
        Optional<Rejection> body = BlockChecks.checkWork(block.header()).or(() -> BlockChecks.checkBody(block));
        if (body.isPresent()) {
            return new BlockOutcome.Refused(body.get());
        }
        return switch (placeHeader(block.header())) {
            case HeaderOutcome.Refused(Rejection rejection) -> new BlockOutcome.Refused(rejection);
            case HeaderOutcome.Known(BlockEntry entry) -> acceptBody(block, entry);
        };
    }

    private BlockOutcome acceptBody(Block block, BlockEntry entry) {
        long medianTime = entry.parent().orElseThrow().medianTime();
        Optional<Rejection> problem = BlockChecks.checkBodyAt(block, entry.height(), medianTime);
        if (problem.isPresent()) {
            // another body with the same header may be fine when only the witnesses are wrong
            log.header(block.header());
            if (!problem.get().reason().contains("witness")) {
                log.invalidated(entry.hash());
                tree.fail(entry);
            }
            return new BlockOutcome.Refused(problem.get());
        }
        tree.store(entry, log.block(block), block.transactions().size());
        Optional<Rejection> failure = activate(Optional.of(block));
        if (failure.isPresent()) {
            return new BlockOutcome.Refused(failure.get());
        }
        return active.contains(entry) ? new BlockOutcome.Connected(entry) : new BlockOutcome.Stored(entry);
    }

    private static BlockOutcome refused(String reason) {
        return new BlockOutcome.Refused(new Rejection(reason));
    }

    /** Takes a header without its block. */
    public HeaderOutcome acceptHeader(BlockHeader header) {
        boolean fresh = tree.find(header.hash()).isEmpty();
        HeaderOutcome outcome = placeHeader(header);
        if (fresh && outcome instanceof HeaderOutcome.Known) {
            log.header(header);
        }
        return outcome;
    }

    private HeaderOutcome placeHeader(BlockHeader header) {
        BlockHash hash = header.hash();
        Optional<BlockEntry> known = tree.find(hash);
        if (known.isPresent()) {
            return known.get().isFailed()
                    ? new HeaderOutcome.Refused(new Rejection("duplicate-invalid"))
                    : new HeaderOutcome.Known(known.get());
        }
        Optional<Rejection> work = BlockChecks.checkWork(header);
        if (work.isPresent()) {
            return new HeaderOutcome.Refused(work.get());
        }
        Optional<BlockEntry> parent = tree.find(header.previous());
        if (parent.isEmpty()) {
            return new HeaderOutcome.Refused(new Rejection("prev-blk-not-found"));
        }
        if (parent.get().isFailed()) {
            return new HeaderOutcome.Refused(new Rejection("bad-prevblk"));
        }
        long now = clock.instant().getEpochSecond();
        return BlockChecks.checkHeader(header, parent.get().medianTime(), now)
                .<HeaderOutcome>map(HeaderOutcome.Refused::new)
                .orElseGet(() -> new HeaderOutcome.Known(tree.add(hash, header, parent.get())));
    }

    /** What is wrong with a block on top of the active chain, its work aside; changes nothing. */
    public Optional<Rejection> test(Block block) {
        BlockEntry tip = active.tip();
        long now = clock.instant().getEpochSecond();
        Optional<Rejection> problem = BlockChecks.checkHeader(block.header(), tip.medianTime(), now)
                .or(() -> BlockChecks.checkBody(block))
                .or(() -> BlockChecks.checkBodyAt(block, tip.height() + 1, tip.medianTime()));
        if (problem.isPresent()) {
            return problem;
        }
        return new BlockConnector(coins, active, Optional.of(scripts)).check(block, block.txids())
                        instanceof BlockConnector.Result.Refused(Rejection rejection)
                ? Optional.of(rejection)
                : Optional.empty();
    }

    /** Declares a block invalid, with all that build on it, and goes to the best chain without it. */
    public void invalidate(BlockEntry entry) {
        log.invalidated(entry.hash());
        invalidateWithoutNote(entry);
    }

    private void invalidateWithoutNote(BlockEntry entry) {
        tree.fail(entry);
        activate(Optional.empty());
    }

    /** Forgets that the block, those before it and those after it were found or declared invalid. */
    public void reconsider(BlockEntry entry) {
        log.reconsidered(entry.hash());
        tree.unfail(entry);
        activate(Optional.empty());
    }

    /**
     * Goes to the best chain.
     *
     * @param handedIn the block that is the cause, if one is
     * @return why that block could not be connected, if it could not
     */
    private Optional<Rejection> activate(Optional<Block> handedIn) {
        Reorganisation move = new Reorganisation(handedIn);
        move.run();
        ChainChange change = move.change();
        if (!change.isEmpty()) {
            List.copyOf(listeners).forEach(listener -> listener.chainMoved(change));
        }
        return move.refusalOfTheBlockHandedIn;
    }

    /** One move to the best chain. Blocks that turn out to be invalid on the way are marked, and the search goes on. */
    private final class Reorganisation {
        private final Optional<Block> handedIn;
        private final List<ChainChange.Step> disconnected = new ArrayList<>();
        private final List<ChainChange.Step> connected = new ArrayList<>();
        private Optional<Rejection> refusalOfTheBlockHandedIn = Optional.empty();

        Reorganisation(Optional<Block> handedIn) {
            this.handedIn = handedIn;
        }

        void run() {
            if (nextOfTip().filter(this::connect).isPresent()) {
                return;
            }
            BlockEntry best = tree.bestCandidate();
            while (best != active.tip()) {
                BlockEntry fork = active.fork(best);
                while (active.tip() != fork) {
                    disconnectTip();
                }
                connectUpTo(best);
                best = tree.bestCandidate();
            }
        }

        /** The usual case, a block on top of the tip, needs no search for the best chain. */
        private Optional<BlockEntry> nextOfTip() {
            return handedIn.filter(block ->
                            block.header().previous().equals(active.tip().hash()))
                    .flatMap(block -> tree.find(block.hash()))
                    .filter(entry -> entry.children().isEmpty() && !entry.isFailed());
        }

        private void connectUpTo(BlockEntry best) {
            List<BlockEntry> path = new ArrayList<>();
            for (BlockEntry at = best; at != active.tip(); at = at.parent().orElseThrow()) {
                path.add(at);
            }
            for (BlockEntry entry : path.reversed()) {
                if (!connect(entry)) {
                    return;
                }
            }
        }

        private boolean connect(BlockEntry entry) {
            Block block = handedIn.filter(given -> given.hash().equals(entry.hash()))
                    .or(() -> block(entry))
                    .orElseThrow();
            List<Txid> txids = block.txids();
            boolean checked = verified.contains(entry.hash());
            BlockConnector connector =
                    new BlockConnector(coins, active, checked ? Optional.empty() : Optional.of(scripts));
            return switch (connector.check(block, txids)) {
                case BlockConnector.Result.Connectable(BlockUndo undo) -> {
                    coins.apply(block, txids, entry.height());
                    active.push(entry, undo, txids);
                    if (verified.add(entry.hash())) {
                        log.connected(entry.hash());
                    }
                    connected.add(new ChainChange.Step(entry, block));
                    yield true;
                }
                case BlockConnector.Result.Refused(Rejection rejection) -> {
                    tree.fail(entry);
                    if (handedIn.filter(given -> given.hash().equals(entry.hash()))
                            .isPresent()) {
                        refusalOfTheBlockHandedIn = Optional.of(rejection);
                    }
                    yield false;
                }
            };
        }

        private void disconnectTip() {
            BlockEntry tip = active.tip();
            Block block = block(tip).orElseThrow();
            List<Txid> txids = block.txids();
            coins.undo(block, txids, active.pop(txids));
            if (!connected.isEmpty() && connected.getLast().entry() == tip) {
                connected.removeLast();
            } else {
                disconnected.add(new ChainChange.Step(tip, block));
            }
        }

        /** A block that left the chain and came back, because its rivals were invalid, did not move. */
        ChainChange change() {
            int same = 0;
            while (same < connected.size()
                    && same < disconnected.size()
                    && disconnected.get(disconnected.size() - 1 - same).entry()
                            == connected.get(same).entry()) {
                same++;
            }
            return new ChainChange(
                    disconnected.subList(0, disconnected.size() - same), connected.subList(same, connected.size()));
        }
    }

    @Override
    public void close() throws IOException {
        log.close();
    }
}
