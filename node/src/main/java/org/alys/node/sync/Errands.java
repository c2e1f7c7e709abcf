package org.alys.node.sync;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.alys.actor.ActorContext;
import org.alys.actor.TimeSource;
import org.alys.chain.block.BlockSchema;
import org.alys.chain.block.CertifiedBlock;
import org.alys.node.chain.ChainMessage;
import org.alys.node.chain.ChainPosition;
import org.alys.node.network.BlockRange;
import org.alys.node.network.PeerAnswer;
import org.alys.node.network.PeerRef;
import org.alys.node.network.PeerStatus;
import org.alys.primitives.ssz.SszType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the sync wants of others, done beside its mailbox. Whatever comes of it, comes as one message. */
final class Errands {
    private static final Logger LOG = LoggerFactory.getLogger(Errands.class);

    /** A busy chain answers late; until then the position is unknown, not wrong. */
    private static final Duration POSITION_PATIENCE = Duration.ofSeconds(30);
    /** Executing a chunk of heavy blocks takes its time, and a wiped execution client is sent the whole chain first. */
    private static final Duration IMPORT_PATIENCE = Duration.ofHours(12);

    private final SyncSetup setup;
    private final RangeCheck rangeCheck;
    private final SszType<CertifiedBlock> blockType;

    Errands(SyncSetup setup) {
        this.setup = setup;
        this.rangeCheck = new RangeCheck(setup.signatures(), setup.random(), setup.checkpoint());
        this.blockType = BlockSchema.of(setup.spec().fork()).certified();
    }

    void askChain(ActorContext<SyncMessage> context) {
        context.pipe(
                setup.chain().askAsync(ChainMessage.GetPosition::new, POSITION_PATIENCE),
                position -> new SyncMessage.Position(Optional.of(position)),
                _ -> new SyncMessage.Position(Optional.empty()));
    }

    void askSides(ActorContext<SyncMessage> context) {
        context.pipe(Sides.report(setup.engine(), setup.bridge()), SyncMessage.Sides::new, failure -> {
            throw new IllegalStateException("a report says also who does not answer", failure);
        });
    }

    /** Asks a peer where it is, and takes the time. */
    void askStatus(PeerRef peer, PeerStatus ours, ActorContext<SyncMessage> context) {
        TimeSource time = context.time();
        long begun = time.nanos();
        context.background(
                () -> {
                    PeerAnswer<PeerStatus> answer = setup.peers().status(peer, ours);
                    return new SyncMessage.Said(peer, answer, Duration.ofNanos(time.nanos() - begun));
                },
                said -> said,
                failure -> new SyncMessage.Said(peer, failed(failure), Duration.ZERO));
    }

    void askForProof(Claims.Claim claim, ActorContext<SyncMessage> context) {
        context.background(
                () -> setup.peers()
                        .blocksByRoot(claim.peer(), List.of(claim.status().finalRoot()))
                        .<Target.Proof>flatMap(answer -> new PeerAnswer.Value<>(Target.prove(
                                claim.status(), answer, setup.signatures(), setup.random(), setup.checkpoint()))),
                proof -> new SyncMessage.Proved(claim.peer(), proof),
                failure -> new SyncMessage.Proved(claim.peer(), failed(failure)));
    }

    void fetch(DownloadEffect.Ask wanted, ActorContext<SyncMessage> context) {
        context.background(
                () -> fetched(wanted.ask(), setup.peers().blocksByRange(wanted.peer(), wanted.from(), wanted.count())),
                fetched -> fetched,
                failure -> new SyncMessage.Fetched(wanted.ask(), failed(failure), 0));
    }

    private SyncMessage fetched(long ask, PeerAnswer<BlockRange> answer) {
        long bytes = answer instanceof PeerAnswer.Value<BlockRange>(BlockRange range)
                ? range.blocks().stream().mapToLong(blockType::size).sum()
                : 0;
        return new SyncMessage.Fetched(ask, answer, bytes);
    }

    void check(DownloadEffect.Check wanted, ActorContext<SyncMessage> context) {
        context.background(
                () -> rangeCheck.check(wanted.from(), wanted.count(), wanted.answer()),
                verdict -> new SyncMessage.Checked(wanted.ask(), verdict));
    }

    void importBlocks(DownloadEffect.Import wanted, ActorContext<SyncMessage> context) {
        long last = wanted.blocks().getLast().block().height();
        context.pipe(
                setup.chain()
                        .<ChainPosition>askAsync(
                                reply -> new ChainMessage.ImportBlocks(wanted.blocks(), wanted.finality(), reply),
                                IMPORT_PATIENCE),
                position -> new SyncMessage.Imported(last, Optional.of(position)),
                failure -> {
                    LOG.warn("the chain did not take blocks up to {}: {}", last, failure.getMessage());
                    return new SyncMessage.Imported(last, Optional.empty());
                });
    }

    private static <T> PeerAnswer<T> failed(Throwable failure) {
        return new PeerAnswer.Failed<>(String.valueOf(failure.getMessage()), false);
    }
}
