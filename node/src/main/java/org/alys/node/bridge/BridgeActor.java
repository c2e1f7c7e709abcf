package org.alys.node.bridge;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.alys.actor.Actor;
import org.alys.actor.ActorContext;
import org.alys.actor.ActorRef;
import org.alys.actor.durable.Journal;
import org.alys.bitcoin.follow.BlockFollower;
import org.alys.bitcoin.follow.ChainEvent;
import org.alys.bitcoin.follow.FollowCursor;
import org.alys.bitcoin.follow.FollowStatus;
import org.alys.bitcoin.follow.FollowStep;
import org.alys.bitcoin.rpc.BitcoinNode;
import org.alys.bitcoin.tx.BlockHash;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.bridge.ClaimVerdict;
import org.alys.bridge.PegInBook;
import org.alys.bridge.PegInTerms;
import org.alys.chain.block.PegIn;
import org.alys.chain.spec.ChainSpec;
import org.alys.node.bridge.BridgeMessage.Holdings;
import org.alys.node.bridge.BridgeMessage.PegInVerdict;
import org.alys.node.storage.StorageMessage;
import org.alys.primitives.Bytes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches Bitcoin for the federation's deposits, and takes up the peg-outs that final blocks request. It looks at Bitcoin beside its mailbox, a few blocks at a time, so that a
 * slow or silent Bitcoin node delays no answer; what a look found is stored before anybody is told of it.
 */
public final class BridgeActor implements Actor<BridgeMessage> {
    private static final Logger LOG = LoggerFactory.getLogger(BridgeActor.class);
    private static final int EVENTS_PER_LOOK = 16;

    private final Settings settings;
    private final BlockFollower follower;
    private final DurablePegs pegs;
    private Optional<String> problem = Optional.empty();
    private Optional<String> lost = Optional.empty();
    /** Whether the tip was reached once. */
    private boolean synced;
    /** Whether the book is not in the middle of a reorganisation, or on its first way to the tip. */
    private boolean settled;

    private boolean looking;
    private boolean lookAgain;
    private Optional<FollowStep> found = Optional.empty();

    /**
     * What the bridge must know of its network.
     *
     * @param stream the name of this network's pegs in the journal
     * @param federationScript the federation's scriptPubKey
     * @param depositAddress the same as an address
     * @param pollInterval how often Bitcoin is asked for news
     */
    public record Settings(
            String stream, Bytes federationScript, String depositAddress, ChainSpec spec, Duration pollInterval) {
        PegInTerms terms() {
            return new PegInTerms(
                    federationScript,
                    spec.pegIn().minimum(),
                    spec.pegIn().confirmations(),
                    Math.toIntExact(spec.bitcoinStartHeight()));
        }
    }

    /** Recovers what the journal holds of an earlier run. */
    public BridgeActor(Settings settings, BitcoinNode bitcoin, Journal journal, ActorRef<StorageMessage> storage) {
        this.settings = settings;
        this.follower = new BlockFollower(bitcoin, settings.spec().bitcoinNetwork(), EVENTS_PER_LOOK);
        this.pegs = new DurablePegs(settings.terms(), journal, settings.stream(), storage);
    }

    @Override
    public void started(ActorContext<BridgeMessage> context) {
        pegs.takeUp();
        reportLost();
        look(context);
        context.timers().periodic("poll", settings.pollInterval(), new BridgeMessage.Poll());
    }

    @Override
    public void receive(BridgeMessage message, ActorContext<BridgeMessage> context) {
        switch (message) {
            case BridgeMessage.Poll _ -> {
                takeUp();
                poll(context);
            }
            case BridgeMessage.GetMintable(int most, Set<OutPoint> excluded, var reply) ->
                reply.success(mintable(most, excluded));
            case BridgeMessage.VerifyPegIns(List<PegIn> pegIns, var reply) -> reply.success(verify(pegIns));
            case BridgeMessage.TakeUp _ -> takeUp();
            case BridgeMessage.GetHoldings(Set<OutPoint> unfinished, var reply) -> reply.success(holdings(unfinished));
            case BridgeMessage.Ping(var reply) -> reply.success(true);
            case BridgeMessage.GetBridgeStatus(var reply) -> reply.success(status());
            case BridgeMessage.ListPegIns(int count, int skip, var reply) ->
                reply.success(pegs.state().pegIns().newest(count, skip).stream()
                        .map(entry -> PegIns.view(pegs.state().pegIns(), entry))
                        .toList());
            case BridgeMessage.ListPegOuts(int count, int skip, var reply) ->
                reply.success(pegs.newestRequests(count, skip));
        }
    }

    private void poll(ActorContext<BridgeMessage> context) {
        if (found.isPresent()) {
            FollowStep step = found.get();
            found = Optional.empty();
            looking = false;
            seen(step);
            boolean more = step.status() instanceof FollowStatus.Behind
                    && !step.events().isEmpty();
            if (more || lookAgain) {
                look(context);
            }
        } else if (looking) {
            lookAgain = true;
        } else {
            look(context);
        }
    }

    /** The result comes back on this actor's thread, and with it a message to take it up. */
    private void look(ActorContext<BridgeMessage> context) {
        looking = true;
        lookAgain = false;
        FollowCursor from = pegs.state().cursor();
        context.background(() -> follower.poll(from), step -> {
            found = Optional.of(step);
            return new BridgeMessage.Poll();
        });
    }

    private void seen(FollowStep step) {
        pegs.followed(step);
        boolean atTip =
                step.status() instanceof FollowStatus.CaughtUp || step.status() instanceof FollowStatus.BeforeStart;
        boolean reorganising = step.events().stream().anyMatch(ChainEvent.Disconnected.class::isInstance);
        synced |= atTip;
        settled = atTip || (settled && !reorganising);
        if (settled) {
            reportLost();
        }
        Optional<String> now = FollowProblem.of(step.status());
        if (!now.equals(problem)) {
            now.ifPresentOrElse(
                    LOG::warn,
                    () -> LOG.info(
                            "Bitcoin is read again, up to block {}",
                            pegs.state().pegIns().tipHeight()));
        }
        problem = now;
    }

    /** In the middle of a reorganisation a deposit may be gone that the new branch has too. */
    private void reportLost() {
        List<OutPoint> gone = pegs.state().pegIns().lost();
        Optional<String> now = gone.isEmpty()
                ? Optional.empty()
                : Optional.of(gone.stream().map(OutPoint::toString).collect(Collectors.joining(", ")));
        if (!now.equals(lost)) {
            now.ifPresentOrElse(
                    facts -> LOG.error("CHN003 Bitcoin took back deposits that are minted: {}", facts),
                    () -> LOG.info("All minted deposits are in Bitcoin's active chain again"));
        }
        lost = now;
    }

    /** Also without being told: whoever should have told may have died between the disk and the message. */
    private void takeUp() {
        pegs.takeUp();
        if (settled) {
            reportLost();
        }
    }

    private List<PegIn> mintable(int most, Set<OutPoint> excluded) {
        return synced
                ? pegs.state().pegIns().mintable(most, excluded).stream()
                        .flatMap(deposit -> PegIns.pegIn(deposit).stream())
                        .toList()
                : List.of();
    }

    /** The first deposit that is wrong decides; then the first that is not known. */
    private PegInVerdict verify(List<PegIn> pegIns) {
        PegInVerdict verdict = synced
                ? new PegInVerdict.Valid()
                : new PegInVerdict.Unknown("Bitcoin has not been read up to its tip since this node started");
        for (PegIn pegIn : pegIns) {
            switch (pegs.state().pegIns().verify(PegIns.claim(pegIn), activeAt(pegIn.bitcoinHeight()))) {
                case ClaimVerdict.Valid _ -> {}
                case ClaimVerdict.Invalid(String reason) -> {
                    return new PegInVerdict.Invalid(pegIn.outPoint(), reason);
                }
                case ClaimVerdict.Unknown(String reason) -> {
                    if (verdict instanceof PegInVerdict.Valid) {
                        verdict = new PegInVerdict.Unknown(pegIn.outPoint() + ": " + reason);
                    }
                }
            }
        }
        return verdict;
    }

    private Optional<BlockHash> activeAt(long height) {
        FollowCursor cursor = pegs.state().cursor();
        boolean kept = height >= cursor.firstHeight() && height <= cursor.tipHeight();
        return kept ? Optional.of(cursor.hashes().get((int) (height - cursor.firstHeight()))) : Optional.empty();
    }

    /** Figures of a chain half read would look like stolen coins. */
    private Optional<Holdings> holdings(Set<OutPoint> mintedUnfinished) {
        if (!settled) {
            return Optional.empty();
        }
        org.alys.bridge.Holdings holdings = pegs.state().pegIns().holdings(mintedUnfinished);
        return Optional.of(new Holdings(holdings.held(), holdings.waiting()));
    }

    private BridgeStatus status() {
        PegInBook book = pegs.state().pegIns();
        return new BridgeStatus(
                problem,
                lost,
                book.tipHeight(),
                synced,
                settings.depositAddress(),
                book.holdings(Set.of()).held(),
                book.waitingCount(),
                book.waitingAmount(),
                pegs.state().pegOuts().outstanding(),
                pegs.state().pegOuts().outstandingAmount());
    }
}
