package org.alys.node.chain;

import java.util.List;
import java.util.Optional;
import org.alys.chain.block.AuxPowHeader;
import org.alys.chain.block.Block;
import org.alys.chain.block.PegIn;
import org.alys.chain.block.SignedBlock;
import org.alys.chain.consensus.Candidate;
import org.alys.chain.consensus.Effect;
import org.alys.chain.rules.BlockPlan;
import org.alys.chain.rules.ChainRules;
import org.alys.chain.rules.ChainState;
import org.alys.chain.rules.Rejection;
import org.alys.chain.rules.Verdict;
import org.alys.engine.BuiltPayload;
import org.alys.engine.PayloadAttributes;
import org.alys.node.chain.Execution.Outcome;
import org.alys.node.network.PeerMessage;
import org.alys.primitives.Bytes32;
import org.alys.storage.ImportBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Builds this member's block when it is its turn. */
final class Proposer {
    private static final Logger LOG = LoggerFactory.getLogger(Proposer.class);

    private final ChainSetup setup;
    private final ChainStore store;
    private final Execution execution;
    private final Importer importer;
    private final BridgeDesk bridge;
    private final AuxPowDesk desk;
    private final Watchman watchman;

    Proposer(
            ChainSetup setup,
            ChainStore store,
            Execution execution,
            Importer importer,
            BridgeDesk bridge,
            AuxPowDesk desk,
            Watchman watchman) {
        this.setup = setup;
        this.store = store;
        this.execution = execution;
        this.importer = importer;
        this.bridge = bridge;
        this.desk = desk;
        this.watchman = watchman;
    }

    /** The block, stored and broadcast; empty when there can be none in this slot, with the reason told. */
    Optional<Candidate> propose(SlotSigner signer, Effect.Propose order) {
        importer.advance();
        Optional<BlockTree.Entry> parent = store.tree().find(order.parent().root());
        if (parent.filter(BlockTree.Entry::isExecuted).isEmpty()) {
            return missed(order.slot(), "CHN004", "the parent " + order.parent().root() + " is not executed yet");
        }
        ChainState state = parent.get().executedState();
        Optional<AuxPowHeader> header = proofFor(state).map(AuxPowDesk.Proof::header);
        if (header.isEmpty() && halted(state)) {
            return Optional.empty();
        }
        return build(parent.get(), state, order.slot(), header).flatMap(block -> sign(signer, block, order));
    }

    /** A proof for a range that ends on another branch waits until that branch is ours, or final without it. */
    private Optional<AuxPowDesk.Proof> proofFor(ChainState state) {
        return desk.best(
                state.finality().height() + 1,
                found -> setup.rules().finalising(state, found, store).isPresent());
    }

    private boolean halted(ChainState state) {
        long without = state.blocksWithoutFinality();
        long limit = setup.rules().spec().maxBlocksWithoutAuxPow();
        if (without >= limit) {
            watchman.hold(new Hold.NoAuxPow(without, limit));
            return true;
        }
        return false;
    }

    private Optional<Block> build(BlockTree.Entry parent, ChainState state, long slot, Optional<AuxPowHeader> header) {
        ChainRules rules = setup.rules();
        BlockView view = new BlockView(
                store, setup.ports(), bridge, parent.root(), setup.clock().instant());
        Optional<BlockPlan.Finalising> finalising = header.flatMap(found -> rules.finalising(state, found, store));
        List<PegIn> pegIns = view.mintable(rules.roomForPegs(state, finalising));
        BlockPlan plan = rules.plan(state, slot, pegIns, List.of(), finalising);
        Outcome<BuiltPayload> built =
                execution.build(importer.forkchoice(parent.block()), parent.block(), attributes(plan));
        return switch (built) {
            case Outcome.Done<BuiltPayload>(BuiltPayload payload) -> {
                Block block = new Block(
                        parent.root(),
                        plan.height(),
                        slot,
                        plan.proposer(),
                        payload.payload(),
                        pegIns,
                        List.of(),
                        List.of(),
                        header);
                yield checked(block, state, view);
            }
            case Outcome.Invalid<BuiltPayload>(String reason) -> missed(slot, "CHN004", reason);
            case Outcome.Unavailable<BuiltPayload>(String code, String reason) ->
                missed(slot, "CHN004", code + " " + reason);
        };
    }

    private static PayloadAttributes attributes(BlockPlan plan) {
        var wanted = plan.attributes();
        return new PayloadAttributes(
                wanted.timestamp(),
                wanted.prevRandao(),
                wanted.feeRecipient(),
                wanted.withdrawals(),
                wanted.parentBeaconBlockRoot());
    }

    /** The execution layer is not trusted with money: its payload passes the same rules as anybody's. */
    private Optional<Block> checked(Block block, ChainState parent, BlockView view) {
        Verdict verdict = setup.rules().judge(block, parent, view);
        if (!(verdict instanceof Verdict.Accept)) {
            if (verdict instanceof Verdict.Reject(Rejection.InvalidAuxPow _)) {
                block.auxPow().map(AuxPowHeader::rangeEnd).ifPresent(this::discard);
            }
            return missed(block.slot(), "CHN005", "our own block would not be accepted: " + verdict);
        }
        Outcome<Bytes32> executed = execution.execute(block);
        return executed instanceof Outcome.Done
                ? Optional.of(block)
                : missed(block.slot(), "CHN004", "our own block cannot be executed: " + executed);
    }

    /** A proof that the rules refuse must not cost every later slot too, nor come back with a restart. */
    private void discard(Bytes32 rangeEnd) {
        LOG.warn("CHN006 the stored proof for the range up to {} is refused and removed", rangeEnd);
        desk.discard(rangeEnd);
        store.write(new ImportBatch().deleteAuxPow(rangeEnd));
    }

    private Optional<Candidate> sign(SlotSigner signer, Block block, Effect.Propose order) {
        Optional<SignedBlock> signed = signer.propose(block);
        if (signed.isEmpty()) {
            return missed(block.slot(), "CHN007", "another block was proposed for this slot before");
        }
        store.write(store.put(new ImportBatch(), signed.get(), Optional.empty()));
        store.tree().accept(signed.get());
        importer.judged(block.root());
        setup.ports()
                .link()
                .broadcast(new PeerMessage.Proposal(signed.get(), order.parentCertificate(), order.skipCertificates()));
        return Optional.of(new Candidate(block.root(), block.parentRoot(), block.slot(), block.proposer()));
    }

    private <T> Optional<T> missed(long slot, String code, String reason) {
        LOG.warn("{} no block in slot {}: {}", code, slot, reason);
        setup.events().accept(new ChainEvent.SlotMissed(slot, code, reason));
        return Optional.empty();
    }
}
