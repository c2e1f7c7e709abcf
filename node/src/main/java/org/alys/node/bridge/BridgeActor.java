package org.alys.node.bridge;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.alys.actor.Actor;
import org.alys.actor.ActorContext;
import org.alys.actor.ActorRef;
import org.alys.actor.Reply;
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
    private final StoredBook stored;
    private final StoredPegOuts pegOuts;
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
     * @param federationScript the federation's scriptPubKey
     * @param depositAddress the same as an address
     * @param pollInterval how often Bitcoin is asked for news
     */
    public record Settings(Bytes federationScript, String depositAddress, ChainSpec spec, Duration pollInterval) {
        PegInTerms terms() {
            return new PegInTerms(
                    federationScript,
                    spec.pegIn().minimum(),
                    spec.pegIn().confirmations(),
                    Math.toIntExact(spec.bitcoinStartHeight()));
        }
    }

    /** Reads what storage holds of an earlier run; {@code storage} must be running. */
    public BridgeActor(Settings settings, BitcoinNode bitcoin, ActorRef<StorageMessage> storage) {
        this.settings = settings;
        this.follower = new BlockFollower(bitcoin, settings.spec().bitcoinNetwork(), EVENTS_PER_LOOK);
        this.stored = new StoredBook(settings.terms(), storage);
        this.pegOuts = new StoredPegOuts(storage);
    }

    @Override
    public void started(ActorContext<BridgeMessage> context) {
        stored.takeUpMints();
        pegOuts.takeUp();
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
            case BridgeMessage.GetHoldings(Set<OutPoint> unfinished, var reply) -> answerHoldings(unfinished, reply);
            case BridgeMessage.Ping(var reply) -> reply.success(true);
            case BridgeMessage.GetBridgeStatus(var reply) -> reply.success(status());
            case BridgeMessage.ListPegIns(int count, int skip, var reply) ->
                reply.success(stored.book().newest(count, skip).stream()
                        .map(entry -> PegIns.view(stored.book(), entry))
                        .toList());
            case BridgeMessage.ListPegOuts(int count, int skip, var reply) ->
                reply.success(pegOuts.newest(count, skip));
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
        FollowCursor from = stored.cursor();
        context.background(() -> follower.poll(from), step -> {
            found = Optional.of(step);
            return new BridgeMessage.Poll();
        });
    }

    private void seen(FollowStep step) {
        stored.apply(step);
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
                            stored.book().tipHeight()));
        }
        problem = now;
    }

    /** In the middle of a reorganisation a deposit may be gone that the new branch has too. */
    private void reportLost() {
        List<OutPoint> gone = stored.book().lost();
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
        stored.takeUpMints();
        pegOuts.takeUp();
        if (settled) {
            reportLost();
        }
    }

    private List<PegIn> mintable(int most, Set<OutPoint> excluded) {
        return synced
                ? stored.book().mintable(most, excluded).stream()
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
            switch (stored.book().verify(PegIns.claim(pegIn), activeAt(pegIn.bitcoinHeight()))) {
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
        FollowCursor cursor = stored.cursor();
        boolean kept = height >= cursor.firstHeight() && height <= cursor.tipHeight();
        return kept ? Optional.of(cursor.hashes().get((int) (height - cursor.firstHeight()))) : Optional.empty();
    }

    /** Figures of a chain half read would look like stolen coins. */
    private void answerHoldings(Set<OutPoint> mintedUnfinished, Reply<Holdings> reply) {
        if (settled) {
            org.alys.bridge.Holdings holdings = stored.book().holdings(mintedUnfinished);
            reply.success(new Holdings(holdings.held(), holdings.waiting()));
        } else {
            reply.failure(new IllegalStateException("Bitcoin is not read up to its tip: the book stands at block "
                    + stored.book().tipHeight()));
        }
    }

    private BridgeStatus status() {
        PegInBook book = stored.book();
        return new BridgeStatus(
                problem,
                lost,
                book.tipHeight(),
                synced,
                settings.depositAddress(),
                book.holdings(Set.of()).held(),
                book.waitingCount(),
                book.waitingAmount(),
                pegOuts.book().outstanding(),
                pegOuts.book().outstandingAmount());
    }
}
