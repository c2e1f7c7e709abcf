package org.alys.node.chain;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.alys.actor.AskException;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.bridge.PegOutRequest;
import org.alys.chain.block.Block;
import org.alys.chain.block.PegIn;
import org.alys.chain.money.Conservation;
import org.alys.chain.money.ExecutionFacts;
import org.alys.chain.money.Measurements;
import org.alys.chain.rules.ChainState;
import org.alys.chain.rules.Verdict;
import org.alys.engine.ForkchoiceState;
import org.alys.node.bridge.BridgeMessage.Holdings;
import org.alys.node.bridge.PegIns;
import org.alys.node.chain.Execution.Outcome;
import org.alys.node.engine.BlockFacts;
import org.alys.primitives.Bytes32;
import org.alys.primitives.Sats;
import org.alys.storage.ImportBatch;
import org.alys.storage.PegOutKey;
import org.alys.storage.TailBlock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Executes certified blocks in order and makes final what the federation finalised. All that one block changes is one batch; what
 * cannot be done now, because the execution layer is away, is done when {@link #advance} is called again.
 */
final class Importer {
    private static final Logger LOG = LoggerFactory.getLogger(Importer.class);

    private final ChainSetup setup;
    private final ChainStore store;
    private final Execution execution;
    private final BridgeDesk bridge;
    private final AuxPowDesk desk;
    private final Watchman watchman;
    private final ReserveChecks reserves = new ReserveChecks();
    private final Set<Bytes32> judged = new HashSet<>();
    private Optional<Finality> pending = Optional.empty();

    Importer(
            ChainSetup setup,
            ChainStore store,
            Execution execution,
            BridgeDesk bridge,
            AuxPowDesk desk,
            Watchman watchman) {
        this.setup = setup;
        this.store = store;
        this.execution = execution;
        this.bridge = bridge;
        this.desk = desk;
        this.watchman = watchman;
    }

    /** Takes note that a block need not be judged again when it is executed. */
    void judged(Bytes32 root) {
        judged.add(root);
    }

    /** Whether a block was judged and is not executed yet. */
    boolean isJudged(Bytes32 root) {
        return judged.contains(root);
    }

    /** Takes note of a finality to be carried out when its block is executed. */
    void finalise(Finality finality) {
        if (pending.isEmpty() || pending.get().head().slot() < finality.head().slot()) {
            pending = Optional.of(finality);
        }
    }

    /** Does all that can be done. */
    void advance() {
        boolean progress = true;
        while (progress && !watchman.stopped()) {
            progress = false;
            for (BlockTree.Entry entry : store.tree().executable()) {
                progress |= !watchman.stopped() && execute(entry);
            }
        }
        pending.flatMap(this::due).ifPresent(finality -> {
            ImportBatch batch = new ImportBatch();
            List<BlockTree.Entry> path = putFinality(batch, finality);
            store.write(batch);
            finalised(finality, path);
        });
    }

    /** What can be carried out of a finality: all, once its block is executed; while no more may be executed, what is. */
    private Optional<Finality> due(Finality finality) {
        BlockTree tree = store.tree();
        Bytes32 root = finality.head().root();
        if (tree.find(root).filter(BlockTree.Entry::isExecuted).isPresent()) {
            return Optional.of(finality);
        }
        return tree.pathTo(root).stream()
                .flatMap(List::stream)
                .takeWhile(BlockTree.Entry::isExecuted)
                .reduce((_, higher) -> higher)
                .map(BlockTree.Entry::block)
                .filter(last -> !setup.readiness().mayExecute(last.height() + 1))
                .map(last -> new Finality(finality.certificate(), List.of(PeerInbox.candidate(last))));
    }

    private boolean execute(BlockTree.Entry entry) {
        Block block = entry.block();
        if (!setup.readiness().mayExecute(block.height())) {
            return false;
        }
        ChainState parent = store.tree()
                .find(block.parentRoot())
                .map(BlockTree.Entry::executedState)
                .orElseThrow();
        if (!mayFollow(block, parent)) {
            return false;
        }
        return switch (run(block)) {
            case Outcome.Done<BlockFacts>(BlockFacts facts) -> {
                imported(entry, parent, facts);
                yield true;
            }
            case Outcome.Invalid<BlockFacts>(String reason) -> {
                watchman.hold(new Hold.CertifiedButInvalid(block.toString(), reason));
                yield false;
            }
            case Outcome.Unavailable<BlockFacts>(String code, String reason) -> {
                LOG.warn("CHN004 {} waits for the execution layer: {} {}", block, code, reason);
                yield false;
            }
        };
    }

    private Outcome<BlockFacts> run(Block block) {
        Outcome<Bytes32> executed = execution.execute(block);
        Outcome<Bytes32> head = executed instanceof Outcome.Done ? execution.setHead(forkchoice(block)) : executed;
        return switch (head) {
            case Outcome.Done<Bytes32> _ -> execution.facts(block);
            case Outcome.Invalid<Bytes32>(String reason) -> new Outcome.Invalid<>(reason);
            case Outcome.Unavailable<Bytes32>(String code, String reason) -> new Outcome.Unavailable<>(code, reason);
        };
    }

    /** A block that came with its certificate was not judged yet. */
    private boolean mayFollow(Block block, ChainState parent) {
        if (judged.contains(block.root())) {
            return true;
        }
        BlockView view = new BlockView(
                store, setup.ports(), bridge, parent.root(), setup.clock().instant());
        return switch (setup.rules().judge(block, parent, view)) {
            case Verdict.Accept _, Verdict.Ignore _ -> true;
            case Verdict.Reject(var reason) -> {
                watchman.hold(new Hold.CertifiedButInvalid(block.toString(), reason.toString()));
                yield false;
            }
            case Verdict.Defer(var missing) -> {
                LOG.info("{} waits for {}", block, missing);
                yield false;
            }
        };
    }

    private void imported(BlockTree.Entry entry, ChainState parent, BlockFacts facts) {
        Block block = entry.block();
        ChainState state = setup.rules().apply(parent, block, booked(facts), List.of(), store);
        ImportBatch batch = new ImportBatch()
                .putState(block.root(), ChainState.SCHEMA.encode(state))
                .head(ChainStore.point(block));
        putPegOuts(batch, block, facts);
        store.tree().executed(block.root(), state);
        Optional<Finality> finality =
                pending.filter(found -> found.head().root().equals(block.root()));
        List<BlockTree.Entry> path =
                finality.map(found -> putFinality(batch, found)).orElse(List.of());
        try {
            store.write(batch);
        } catch (AskException e) {
            store.tree().forgetState(block.root());
            throw e;
        }
        judged.remove(block.root());
        boolean own = setup.signer()
                .filter(signer -> signer.member() == block.proposer())
                .isPresent();
        Duration after = Duration.between(
                setup.rules().spec().slots().start(block.slot()), setup.clock().instant());
        setup.events().accept(new ChainEvent.BlockProduced(block, state, own, after));
        if (state.blocksWithoutFinality() < setup.rules().spec().maxBlocksWithoutAuxPow()) {
            watchman.resume();
        }
        checkConservation(block, state, facts);
        finality.ifPresent(found -> finalised(found, path));
    }

    /** Each request is stored with its block, and goes with it if the block is abandoned. */
    private void putPegOuts(ImportBatch batch, Block block, BlockFacts facts) {
        for (var found : facts.execution().pegOuts()) {
            Optional<Sats> amount = found.amount().toSats();
            if (amount.isEmpty()) {
                watchman.hold(
                        new Hold.NotConserved("at " + block + " more was burned than there is bitcoin: " + found));
                continue;
            }
            PegOutRequest request = new PegOutRequest(
                    block.height(), found.transactionHash(), found.sender(), found.bitcoinAddress(), amount.get());
            batch.pegOut(new PegOutKey(block.slot(), block.root(), found.logIndex()), request.encode());
        }
    }

    private static ExecutionFacts booked(BlockFacts facts) {
        return new ExecutionFacts(
                facts.execution().baseFees(),
                facts.execution().priorityFees(),
                facts.execution().pegOuts().stream()
                        .map(request -> new org.alys.chain.money.PegOutRequest(
                                request.transactionHash(),
                                request.logIndex(),
                                request.sender(),
                                request.bitcoinAddress(),
                                request.amount()))
                        .toList());
    }

    private void checkConservation(Block block, ChainState state, BlockFacts facts) {
        Set<OutPoint> unfinished = BlockView.mintedUnfinished(store.tree(), block.root());
        bridge.holdings(unfinished)
                .ifPresentOrElse(
                        holdings -> checkConservation(block, state, facts, holdings),
                        () -> reserves.unchecked(block, bridge.why()));
    }

    private void checkConservation(Block block, ChainState state, BlockFacts facts, Holdings holdings) {
        reserves.checked();
        Measurements measured =
                new Measurements(holdings.held(), holdings.waiting(), facts.feeSinkBalance(), facts.burnBalance());
        if (Conservation.check(state.ledger(), measured) instanceof Conservation.Violated(var reserved, var breaches)) {
            watchman.hold(new Hold.NotConserved("at " + block + " " + breaches + ", " + reserved));
        }
    }

    /** Adds what finality changes; the blocks are executed. */
    private List<BlockTree.Entry> putFinality(ImportBatch batch, Finality finality) {
        BlockTree tree = store.tree();
        List<BlockTree.Entry> path = tree.pathTo(finality.head().root())
                .orElseThrow(() -> new IllegalStateException("final " + finality.head() + " is not on our chain"));
        batch.finalise(
                path.stream().map(entry -> ChainStore.point(entry.block())).toList());
        for (BlockTree.Entry entry : path) {
            for (PegIn pegIn : entry.block().pegIns()) {
                batch.minted(PegIns.key(pegIn.outPoint()), entry.block().height());
            }
        }
        // Kept for ever: a member that was away, however long, follows finality from certificate to certificate.
        ChainStore.put(batch, finality.certificate());
        ChainState state = tree.find(finality.head().root()).orElseThrow().executedState();
        desk.dropBelow(state.finality().height() + 1).forEach(batch::deleteAuxPow);
        tree.abandonedBy(finality.head().root())
                .forEach(entry -> batch.abandon(new TailBlock(entry.slot(), entry.root())));
        return path;
    }

    private void finalised(Finality finality, List<BlockTree.Entry> path) {
        long before = store.tree().finalEntry().executedState().finality().height();
        List<BlockTree.Entry> oldFinal = List.of(store.tree().finalEntry());
        store.tree().finalise(finality.head().root());
        judged.removeIf(root -> store.tree().find(root).isEmpty());
        pending = pending.filter(left -> left.head().slot() > finality.head().slot());
        setup.signer().ifPresent(signer -> signer.prune(finality.head().slot()));
        List<BlockTree.Entry> remembered = new ArrayList<>(oldFinal);
        remembered.addAll(path);
        remembered.forEach(entry -> store.remember(entry.executedState()));
        bridge.takeUp();
        BlockTree.Entry head = store.tree().finalEntry();
        setup.events().accept(new ChainEvent.FederationFinal(ChainStore.point(head.block())));
        long after = head.executedState().finality().height();
        if (after > before) {
            setup.events()
                    .accept(new ChainEvent.BitcoinFinal(
                            after, head.executedState().finality().rangeLength()));
        }
        if (!watchman.stopped()
                && execution.setHead(forkchoice(store.tree().head().block()))
                        instanceof Outcome.Unavailable<Bytes32>(String code, String reason)) {
            LOG.warn("CHN004 the execution layer does not hear of finality: {} {}", code, reason);
        }
    }

    /** Safe is federation-final, finalized is Bitcoin-final (docs/protocol.md, section 4). */
    ForkchoiceState forkchoice(Block head) {
        BlockTree.Entry finalEntry = store.tree().finalEntry();
        Bytes32 bitcoinFinal = finalEntry.executedState().finality().root();
        Bytes32 finalized =
                store.stateOf(bitcoinFinal).map(ChainState::payloadHash).orElse(Bytes32.ZERO);
        return new ForkchoiceState(head.payload().blockHash(), finalEntry.payloadHash(), finalized);
    }
}
