package org.alys.node.chain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.alys.chain.block.AuxPowHeader;
import org.alys.chain.rules.ChainState;
import org.alys.chain.rules.MiningWork;
import org.alys.node.http.AuxPowSubmission;
import org.alys.node.http.CreateAuxBlock;
import org.alys.node.http.SubmitAuxBlock;
import org.alys.node.network.PeerMessage;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.storage.ImportBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What miners ask for and bring, and the proofs that other members pass on. */
final class Miners {
    private static final Logger LOG = LoggerFactory.getLogger(Miners.class);

    private final ChainSetup setup;
    private final ChainStore store;
    private final AuxPowDesk desk;
    private final Watchman watchman;
    private final BooleanSupplier behind;

    /** @param behind whether the node lacks blocks that others have */
    Miners(ChainSetup setup, ChainStore store, AuxPowDesk desk, Watchman watchman, BooleanSupplier behind) {
        this.setup = setup;
        this.store = store;
        this.desk = desk;
        this.watchman = watchman;
        this.behind = behind;
    }

    List<AuxPowSubmission> recentSubmissions() {
        return desk.recentSubmissions();
    }

    /** The best proof that a block after {@code head} can carry. */
    Optional<AuxPowDesk.Proof> best(ChainState head) {
        return desk.best(head.finality().height() + 1);
    }

    /** Work for whoever wants to be paid at this address. */
    CreateAuxBlock template(EvmAddress payTo) {
        if (watchman.stopped()) {
            return new CreateAuxBlock.NotConnected(
                    watchman.hold().map(Hold::describe).orElse(""));
        }
        if (behind.getAsBoolean()) {
            return new CreateAuxBlock.NotReady("the node is behind the federation and catches up");
        }
        Bytes32 rangeEnd = store.tree().finalEntry().root();
        ChainState tip = store.tree().head().executedState();
        Bytes32 previousEnd = tip.finality().root();
        Instant now = setup.clock().instant();
        return desk.known(payTo, previousEnd, rangeEnd, now)
                .<CreateAuxBlock>map(CreateAuxBlock.Created::new)
                .orElseGet(() -> setup.rules()
                        .work(tip, rangeEnd, payTo, store)
                        .map(work -> desk.open(work, previousEnd, now))
                        .<CreateAuxBlock>map(CreateAuxBlock.Created::new)
                        .orElseGet(() -> new CreateAuxBlock.NotReady(
                                "every federation-final block is Bitcoin-final already; ask again after the next")));
    }

    SubmitAuxBlock submit(Bytes32 printedHash, Bytes auxPow) {
        long next = store.tree().head().executedState().finality().height() + 1;
        AuxPowDesk.Judged judged =
                desk.judge(printedHash, auxPow, next, setup.clock().instant());
        judged.proof().ifPresent(proof -> {
            keep(proof);
            setup.ports().link().broadcast(new PeerMessage.AuxPowProof(proof.header()));
        });
        if (!(judged.answer() instanceof SubmitAuxBlock.Accepted)) {
            LOG.warn("CHN006 refused a proof for {}: {}", printedHash.toHex(), judged.answer());
        }
        return judged.answer();
    }

    /** On disk before anybody hears of it: a miner's work must not be lost. */
    private void keep(AuxPowDesk.Proof proof) {
        store.write(new ImportBatch().putAuxPow(proof.header().rangeEnd(), AuxPowHeader.SCHEMA.encode(proof.header())));
        deleteProofs(desk.keep(proof));
        LOG.info("AuxPoW for blocks {} to {} waits for a block", proof.startHeight(), proof.endHeight());
        setup.events().accept(new ChainEvent.ProofQueued(proof.startHeight(), proof.endHeight()));
    }

    /** What no block can carry any more goes from the disk too, or it would stay there for ever. */
    void keepStored(Restart stored) {
        List<Bytes32> dropped = new ArrayList<>(stored.unusable());
        stored.proofs().forEach(proof -> dropped.addAll(desk.keep(proof)));
        deleteProofs(dropped);
    }

    private void deleteProofs(List<Bytes32> rangeEnds) {
        if (!rangeEnds.isEmpty()) {
            ImportBatch batch = new ImportBatch();
            rangeEnds.forEach(batch::deleteAuxPow);
            store.write(batch);
            LOG.info("removed {} stored proofs that are of no use any more", rangeEnds.size());
        }
    }

    /** A proof that another member sent. */
    void take(int member, AuxPowHeader header) {
        if (desk.has(header.rangeEnd())) {
            return;
        }
        ChainState tip = store.tree().head().executedState();
        Optional<MiningWork> work = setup.rules().work(tip, header.rangeEnd(), header.feeRecipient(), store);
        if (work.isPresent() && desk.proves(work.get(), header)) {
            keep(AuxPowDesk.Proof.of(work.get(), header.auxPow()));
        } else {
            LOG.info(
                    "member {} sent a proof that is of no use here, for the range up to {}", member, header.rangeEnd());
        }
    }
}
