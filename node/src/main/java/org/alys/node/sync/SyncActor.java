package org.alys.node.sync;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.alys.actor.Actor;
import org.alys.actor.ActorContext;
import org.alys.actor.ActorFactory;
import org.alys.chain.block.BlockSchema;
import org.alys.chain.block.CertifiedBlock;
import org.alys.chain.vote.Certificate;
import org.alys.node.chain.ChainMessage;
import org.alys.node.chain.ChainPosition;
import org.alys.node.chain.Hold;
import org.alys.node.network.BlockRange;
import org.alys.node.network.Misconduct;
import org.alys.node.network.PeerAnswer;
import org.alys.node.network.PeerRef;
import org.alys.node.network.PeerStatus;
import org.alys.primitives.ssz.SszType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches where the peers are, and brings this node there. What it does next follows from what it knows, looked at again after every
 * message; nothing is kept on disk, because the chain itself says where to go on.
 */
public final class SyncActor implements Actor<SyncMessage> {
    private static final Logger LOG = LoggerFactory.getLogger(SyncActor.class);

    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration POLL = Duration.ofSeconds(5);
    /** A busy chain answers late; until then the position is unknown, not wrong. */
    private static final Duration POSITION_PATIENCE = Duration.ofSeconds(30);
    /** Executing a chunk of heavy blocks takes its time, and a wiped execution client is sent the whole chain first. */
    private static final Duration IMPORT_PATIENCE = Duration.ofHours(12);

    private final SyncSetup setup;
    private final DownloadLimits limits;
    private final RangeCheck rangeCheck;
    private final SszType<CertifiedBlock> blockType;
    private final Claims claims = new Claims();
    private final Map<PeerRef, Long> askedAt = new HashMap<>();
    private final Set<PeerRef> asking = new HashSet<>();
    private final Outlook outlook;
    private Optional<ChainPosition> own = Optional.empty();
    private Optional<PeerRef> proving = Optional.empty();
    private Optional<Target> target = Optional.empty();
    private Optional<Download> download = Optional.empty();
    private boolean positionAsked;
    private boolean sidesAsked;
    private boolean importing;

    /** Makes every incarnation of one node's sync. */
    public static ActorFactory<SyncMessage> factory(SyncSetup setup) {
        return () -> new SyncActor(setup);
    }

    private SyncActor(SyncSetup setup) {
        this.setup = setup;
        this.limits = DownloadLimits.standard(setup.cores());
        this.rangeCheck = new RangeCheck(setup.signatures(), setup.random(), setup.checkpoint());
        this.blockType = BlockSchema.of(setup.spec().fork()).certified();
        this.outlook = new Outlook(setup.spec().threshold() - 1, setup.board());
    }

    @Override
    public void started(ActorContext<SyncMessage> context) {
        outlook.begin(context.time().nanos());
        context.timers().periodic("tick", TICK, new SyncMessage.Tick());
        tick(context);
    }

    @Override
    public void receive(SyncMessage message, ActorContext<SyncMessage> context) {
        switch (message) {
            case SyncMessage.Ping(var reply) -> reply.success(true);
            case SyncMessage.Tick _ -> tick(context);
            case SyncMessage.Position(var position) -> {
                positionAsked = false;
                position.ifPresent(now -> reached(now, context));
            }
            case SyncMessage.Sides(var notReady) -> {
                sidesAsked = false;
                outlook.sides(notReady);
            }
            case SyncMessage.Said(PeerRef peer, var answer) -> said(peer, answer, context);
            case SyncMessage.Proved(PeerRef peer, var proof) -> {
                proving = Optional.empty();
                proved(peer, proof, context.time().nanos());
            }
            case SyncMessage.Fetched(long ask, PeerAnswer.Value<BlockRange>(BlockRange range), long bytes) ->
                drive(new DownloadEvent.Answered(ask, range, bytes), context);
            case SyncMessage.Fetched(long ask, var failed, long bytes) -> {
                LOG.debug("request {} failed: {}", ask, failed);
                drive(new DownloadEvent.Unanswered(ask), context);
            }
            case SyncMessage.Checked(long ask, RangeVerdict verdict) ->
                drive(new DownloadEvent.Checked(ask, verdict), context);
            case SyncMessage.Imported(long last, var position) -> {
                importing = false;
                position.ifPresent(now -> reached(now, context));
                if (position.filter(now -> now.federationFinal().height() >= last)
                        .isEmpty()) {
                    drive(new DownloadEvent.Unfinished(), context);
                }
            }
        }
        decide(context);
    }

    private void tick(ActorContext<SyncMessage> context) {
        askChain(context);
        askSides(context);
        List<PeerRef> connected = setup.peers().peers();
        claims.keepOnly(connected).forEach(peer -> drive(new DownloadEvent.PeerGone(peer), context));
        askedAt.keySet().retainAll(connected);
        connected.forEach(peer -> askStatus(peer, context));
        drive(new DownloadEvent.Tick(), context);
        outlook.connected(connected.size());
    }

    /** An import tells the position too, and in the right order. */
    private void askChain(ActorContext<SyncMessage> context) {
        if (!positionAsked && !importing) {
            positionAsked = true;
            context.pipe(
                    setup.chain().askAsync(ChainMessage.GetPosition::new, POSITION_PATIENCE),
                    position -> new SyncMessage.Position(Optional.of(position)),
                    _ -> new SyncMessage.Position(Optional.empty()));
        }
    }

    private void askSides(ActorContext<SyncMessage> context) {
        if (!sidesAsked && !outlook.sidesWereReady()) {
            sidesAsked = true;
            context.pipe(
                    Sides.notReady(setup.engine(), setup.bridge()),
                    SyncMessage.Sides::new,
                    failure -> new SyncMessage.Sides(Optional.of(String.valueOf(failure.getMessage()))));
        }
    }

    private void askStatus(PeerRef peer, ActorContext<SyncMessage> context) {
        long nanos = context.time().nanos();
        boolean due = nanos - askedAt.getOrDefault(peer, Long.MIN_VALUE / 2) >= POLL.toNanos();
        if (own.isPresent() && due && !claims.isShunned(peer, nanos) && asking.add(peer)) {
            askedAt.put(peer, nanos);
            PeerStatus ours = ChainServer.status(setup.genesisRoot(), own.get());
            context.background(
                    () -> setup.peers().status(peer, ours),
                    answer -> new SyncMessage.Said(peer, answer),
                    failure -> new SyncMessage.Said(peer, failed(failure)));
        }
    }

    private static <T> PeerAnswer<T> failed(Throwable failure) {
        return new PeerAnswer.Failed<>(String.valueOf(failure.getMessage()), false);
    }

    private void said(PeerRef peer, PeerAnswer<PeerStatus> answer, ActorContext<SyncMessage> context) {
        asking.remove(peer);
        if (answer instanceof PeerAnswer.Value<PeerStatus>(PeerStatus status)) {
            if (!status.genesisRoot().equals(setup.genesisRoot())) {
                shun(peer, context.time().nanos(), Misconduct.OTHER_CHAIN, "its genesis is " + status.genesisRoot());
                return;
            }
            claims.said(peer, status, context.time().nanos());
            drive(new DownloadEvent.PeerHas(peer, status.finalHeight()), context);
        } else {
            LOG.debug("{} does not say where it is: {}", peer, answer);
        }
    }

    private void shun(PeerRef peer, long nanos, Misconduct misconduct, String why) {
        claims.shun(peer, nanos);
        report(peer, misconduct, why);
    }

    private void report(PeerRef peer, Misconduct misconduct, String why) {
        LOG.warn("SYN002 {} {}: {}", peer, misconduct, why);
        setup.peers().report(peer, misconduct);
    }

    private void proved(PeerRef peer, PeerAnswer<Target.Proof> answer, long nanos) {
        switch (answer) {
            case PeerAnswer.Value<Target.Proof>(Target.Proof.Proven(Target proven)) -> {
                claims.proved(peer);
                if (target.filter(known -> known.height() >= proven.height()).isEmpty()) {
                    target = Optional.of(proven);
                    LOG.info("block {} is final, as {} proves", proven.height(), peer);
                }
            }
            case PeerAnswer.Value<Target.Proof>(Target.Proof.False(String reason)) ->
                shun(peer, nanos, Misconduct.FALSE_CLAIM, reason);
            case PeerAnswer.Value<Target.Proof>(Target.Proof.OtherChain(String reason)) ->
                shun(peer, nanos, Misconduct.OTHER_CHAIN, reason);
            case PeerAnswer.Value<Target.Proof>(Target.Proof.Missing _) -> {
                if (claims.missed(peer, nanos)) {
                    shun(peer, nanos, Misconduct.FALSE_CLAIM, "it does not show the final block it named");
                }
            }
            case PeerAnswer.Refused<Target.Proof> _, PeerAnswer.Failed<Target.Proof> _ -> {
                if (claims.missed(peer, nanos)) {
                    shun(peer, nanos, Misconduct.UNRESPONSIVE, "it does not answer for the final block it named");
                }
            }
        }
    }

    private void reached(ChainPosition position, ActorContext<SyncMessage> context) {
        own = Optional.of(position);
        position.stopped().map(Hold::describe).ifPresent(outlook::fail);
        outlook.reached(position.federationFinal().height(), context.time().nanos());
        drive(
                new DownloadEvent.Final(
                        position.federationFinal().height(),
                        position.federationFinal().root()),
                context);
    }

    /** Looks at all that is known, and begins what has become due. */
    private void decide(ActorContext<SyncMessage> context) {
        long nanos = context.time().nanos();
        if (own.isPresent() && !outlook.hasFailed()) {
            long height = own.get().federationFinal().height();
            download.filter(Download::isDone).ifPresent(_ -> {
                LOG.info("synced up to final block {}", height);
                download = Optional.empty();
            });
            askForProof(height, context);
            begin(height, context);
        }
        outlook.judge(claims, target.map(Target::height).orElse(0L), download, nanos);
    }

    /** The next step is known before the present one ends. */
    private void askForProof(long height, ActorContext<SyncMessage> context) {
        long nanos = context.time().nanos();
        long known = Math.max(height, target.map(Target::height).orElse(0L));
        boolean nearEnd = known - height <= limits.window();
        long step = outlook.isStuck(nanos) && known == height ? 0 : SyncFacts.NEAR;
        if (proving.isEmpty() && nearEnd) {
            claims.highestAbove(known + step, nanos).ifPresent(claim -> {
                proving = Optional.of(claim.peer());
                context.background(
                        () -> setup.peers()
                                .blocksByRoot(
                                        claim.peer(), List.of(claim.status().finalRoot()))
                                .<Target.Proof>flatMap(answer -> new PeerAnswer.Value<>(Target.prove(
                                        claim.status(),
                                        answer,
                                        setup.signatures(),
                                        setup.random(),
                                        setup.checkpoint()))),
                        proof -> new SyncMessage.Proved(claim.peer(), proof),
                        failure -> new SyncMessage.Proved(claim.peer(), failed(failure)));
            });
        }
    }

    private void begin(long height, ActorContext<SyncMessage> context) {
        target.filter(wanted -> wanted.height() > height).ifPresent(wanted -> {
            if (download.isEmpty()) {
                LOG.info("behind: final block {} of {}", height, wanted.height());
                download = Optional.of(new Download(
                        limits, height, own.orElseThrow().federationFinal().root()));
                outlook.downloadBegins();
                claims.all()
                        .toList()
                        .forEach(claim -> drive(
                                new DownloadEvent.PeerHas(
                                        claim.peer(), claim.status().finalHeight()),
                                context));
            }
            drive(new DownloadEvent.Wanted(wanted.height(), wanted.finality()), context);
        });
    }

    private void drive(DownloadEvent event, ActorContext<SyncMessage> context) {
        download.ifPresent(
                running -> running.handle(event, context.time().nanos()).forEach(effect -> carryOut(effect, context)));
    }

    private void carryOut(DownloadEffect effect, ActorContext<SyncMessage> context) {
        switch (effect) {
            case DownloadEffect.Ask(long ask, PeerRef peer, long from, int count) ->
                context.background(
                        () -> fetched(ask, setup.peers().blocksByRange(peer, from, count)),
                        fetched -> fetched,
                        failure -> new SyncMessage.Fetched(ask, failed(failure), 0));
            case DownloadEffect.Check(long ask, long from, int count, BlockRange answer) ->
                context.background(
                        () -> rangeCheck.check(from, count, answer), verdict -> new SyncMessage.Checked(ask, verdict));
            case DownloadEffect.Import(List<CertifiedBlock> blocks, List<Certificate> finality) -> {
                importing = true;
                long last = blocks.getLast().block().height();
                context.pipe(
                        setup.chain()
                                .<ChainPosition>askAsync(
                                        reply -> new ChainMessage.ImportBlocks(blocks, finality, reply),
                                        IMPORT_PATIENCE),
                        position -> new SyncMessage.Imported(last, Optional.of(position)),
                        failure -> {
                            LOG.warn("the chain did not take blocks up to {}: {}", last, failure.getMessage());
                            return new SyncMessage.Imported(last, Optional.empty());
                        });
            }
            case DownloadEffect.Report(PeerRef peer, Misconduct misconduct, String why) -> {
                if (misconduct == Misconduct.UNRESPONSIVE) {
                    report(peer, misconduct, why);
                } else {
                    shun(peer, context.time().nanos(), misconduct, why);
                }
            }
            case DownloadEffect.Contradiction(String facts) ->
                outlook.fail("SYN003 Certificates of the federation contradict this node's final chain: " + facts
                        + ". Stop, keep the data, call the federation.");
        }
    }

    private SyncMessage fetched(long ask, PeerAnswer<BlockRange> answer) {
        long bytes = answer instanceof PeerAnswer.Value<BlockRange>(BlockRange range)
                ? range.blocks().stream().mapToLong(blockType::size).sum()
                : 0;
        return new SyncMessage.Fetched(ask, answer, bytes);
    }
}
