package org.alys.node.sync;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.alys.actor.Actor;
import org.alys.actor.ActorContext;
import org.alys.actor.ActorFactory;
import org.alys.actor.Reply;
import org.alys.node.chain.ChainPosition;
import org.alys.node.chain.Hold;
import org.alys.node.network.BlockRange;
import org.alys.node.network.Misconduct;
import org.alys.node.network.PeerAnswer;
import org.alys.node.network.PeerRef;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches where the peers are, and brings this node there. What it does next follows from what it knows, looked at again after every
 * message; nothing but the operator's order is kept on disk, because the chain itself says where to go on.
 */
public final class SyncActor implements Actor<SyncMessage> {
    private static final Logger LOG = LoggerFactory.getLogger(SyncActor.class);

    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration POLL = Duration.ofSeconds(5);

    private final SyncSetup setup;
    private final DownloadLimits limits;
    private final Errands errands;
    private final PeerScores scores = new PeerScores();
    private final Whereabouts whereabouts;
    private final Outlook outlook;
    private Optional<ChainPosition> own = Optional.empty();
    private Optional<Download> download = Optional.empty();
    private boolean positionAsked;
    private boolean sidesAsked;
    private long sidesAskedAt;
    private boolean importing;
    private long lastAsk;

    /** Makes every incarnation of one node's sync. */
    public static ActorFactory<SyncMessage> factory(SyncSetup setup) {
        return () -> new SyncActor(setup);
    }

    private SyncActor(SyncSetup setup) {
        this.setup = setup;
        this.limits = DownloadLimits.standard(setup.cores());
        this.errands = new Errands(setup);
        this.whereabouts = new Whereabouts(setup, errands, scores);
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
            case SyncMessage.Sides(var report) -> {
                sidesAsked = false;
                outlook.sides(report, context.time().nanos());
            }
            case SyncMessage.Pause(var reply) ->
                obey(setup.board().order().paused(context.time().now()), reply, context);
            case SyncMessage.Resume(var until, var reply) ->
                passed(until)
                        .ifPresentOrElse(
                                reason -> reply.success(new OrderAnswer.Refused(reason)),
                                () -> obey(
                                        until.isPresent()
                                                ? new SyncOrder.GoOnTo(until.getAsLong())
                                                : new SyncOrder.GoOn(),
                                        reply,
                                        context));
            case SyncMessage.Said(PeerRef peer, var answer, Duration took) ->
                whereabouts
                        .said(peer, answer, took, context.time().nanos())
                        .ifPresent(height -> drive(new DownloadEvent.PeerHas(peer, height), context));
            case SyncMessage.Proved(PeerRef peer, var proof) ->
                whereabouts.proved(peer, proof, context.time().nanos());
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

    /** Why the sync cannot be told to stop at this height; empty when it can. */
    private Optional<String> passed(OptionalLong until) {
        return own.filter(position -> until.isPresent() && position.head().height() > until.getAsLong())
                .map(position -> "SYN008 block " + until.getAsLong() + " is passed already: this node's head is block "
                        + position.head().height() + "; nothing was changed");
    }

    private void obey(SyncOrder order, Reply<OrderAnswer> reply, ActorContext<SyncMessage> context) {
        try {
            setup.board().order(order);
        } catch (IOException e) {
            LOG.error("SYN008 the order {} cannot be kept over restarts: {}", order, e.toString());
            reply.success(new OrderAnswer.Refused("SYN008 the order cannot be kept over restarts and does not hold: "
                    + e + "; mend the disk and order it again"));
            return;
        }
        LOG.info("the operator says: {}", order);
        endDownload();
        if (!order.isPause()) {
            outlook.goesOn(context.time().nanos());
        }
        decide(context);
        reply.success(new OrderAnswer.Obeyed(setup.board().status()));
    }

    private void endDownload() {
        download.ifPresent(ended -> lastAsk = ended.lastAsk());
        download = Optional.empty();
    }

    private void tick(ActorContext<SyncMessage> context) {
        askChain(context);
        askSides(context);
        List<PeerRef> connected = setup.peers().peers();
        whereabouts
                .keepOnly(connected, context.time().nanos())
                .forEach(peer -> drive(new DownloadEvent.PeerGone(peer), context));
        own.ifPresent(position -> connected.forEach(peer -> whereabouts.askStatus(peer, position, context)));
        scores.forgetOld(context.time().nanos());
        drive(new DownloadEvent.Tick(), context);
        outlook.connected(connected.size());
        setup.board()
                .peers(ScoredPeer.of(
                        connected,
                        whereabouts.claims(),
                        scores,
                        download,
                        context.time().nanos()));
    }

    /** An import tells the position too, and in the right order. */
    private void askChain(ActorContext<SyncMessage> context) {
        if (!positionAsked && !importing) {
            positionAsked = true;
            errands.askChain(context);
        }
    }

    /** Who is busy is asked again; it was ready before, or the node still waits for it. */
    private void askSides(ActorContext<SyncMessage> context) {
        long nanos = context.time().nanos();
        boolean due = !outlook.sidesAreReady() || nanos - sidesAskedAt >= POLL.toNanos();
        if (!sidesAsked && due) {
            sidesAsked = true;
            sidesAskedAt = nanos;
            errands.askSides(context);
        }
    }

    private void reached(ChainPosition position, ActorContext<SyncMessage> context) {
        long height = position.federationFinal().height();
        own = Optional.of(position);
        position.stopped().map(Hold::describe).ifPresent(outlook::fail);
        outlook.reached(height, context.time().nanos());
        followOrder(height, context);
        if (!isPaused()) {
            drive(new DownloadEvent.Final(height, position.federationFinal().root()), context);
        }
    }

    private void followOrder(long height, ActorContext<SyncMessage> context) {
        SyncOrder before = setup.board().order();
        SyncOrder now = before.at(height, context.time().now());
        if (!now.equals(before)) {
            setup.board().follow(now);
        }
    }

    private boolean isPaused() {
        return setup.board().order().isPause();
    }

    /** Looks at all that is known, and begins what has become due. */
    private void decide(ActorContext<SyncMessage> context) {
        long nanos = context.time().nanos();
        if (own.isPresent() && !outlook.hasFailed()) {
            long height = own.get().federationFinal().height();
            followOrder(height, context);
            boolean paused = isPaused();
            download.filter(running -> paused || running.isDone()).ifPresent(_ -> {
                LOG.info("{} up to final block {}", paused ? "paused" : "synced", height);
                endDownload();
            });
            if (!paused) {
                askForProof(height, context);
                begin(height, context);
            }
        }
        outlook.judge(
                whereabouts.claims(),
                whereabouts.targetHeight(),
                download,
                setup.board().order(),
                nanos);
    }

    /** The next step is known before the present one ends. */
    private void askForProof(long height, ActorContext<SyncMessage> context) {
        long known = Math.max(height, whereabouts.targetHeight());
        long step = outlook.isStuck(context.time().nanos()) && known == height ? 0 : SyncFacts.NEAR;
        if (known - height <= limits.window()) {
            whereabouts.askForProof(known + step, context);
        }
    }

    private void begin(long height, ActorContext<SyncMessage> context) {
        whereabouts.target().filter(wanted -> wanted.height() > height).ifPresent(wanted -> {
            if (download.isEmpty()) {
                LOG.info("behind: final block {} of {}", height, wanted.height());
                download = Optional.of(new Download(
                        limits,
                        scores,
                        height,
                        own.orElseThrow().federationFinal().root(),
                        lastAsk,
                        setup.board().order().end()));
                outlook.downloadBegins();
                whereabouts
                        .claims()
                        .all()
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
        download.filter(_ -> !isPaused())
                .ifPresent(running ->
                        running.handle(event, context.time().nanos()).forEach(effect -> carryOut(effect, context)));
    }

    private void carryOut(DownloadEffect effect, ActorContext<SyncMessage> context) {
        switch (effect) {
            case DownloadEffect.Ask ask -> errands.fetch(ask, context);
            case DownloadEffect.Check check -> errands.check(check, context);
            case DownloadEffect.Import ready -> {
                importing = true;
                errands.importBlocks(ready, context);
            }
            case DownloadEffect.Report(PeerRef peer, Misconduct misconduct, String why) -> {
                if (misconduct == Misconduct.UNRESPONSIVE) {
                    whereabouts.report(peer, misconduct, why);
                } else {
                    whereabouts.shun(peer, context.time().nanos(), misconduct, why);
                }
            }
            case DownloadEffect.Contradiction(String facts) ->
                outlook.fail("SYN003 Certificates of the federation contradict this node's final chain: " + facts
                        + ". Stop, keep the data, call the federation.");
        }
    }
}
