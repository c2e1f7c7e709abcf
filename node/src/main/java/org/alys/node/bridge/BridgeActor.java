package org.alys.node.bridge;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
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
import org.alys.bitcoin.tx.OutPoint;
import org.alys.bridge.ClaimVerdict;
import org.alys.bridge.Deposit;
import org.alys.bridge.DepositParser;
import org.alys.bridge.PegInBook;
import org.alys.bridge.PegInBookCodec;
import org.alys.bridge.PegInClaim;
import org.alys.chain.block.PegIn;
import org.alys.chain.spec.ChainSpec;
import org.alys.node.bridge.BridgeMessage.Holdings;
import org.alys.node.bridge.BridgeMessage.PegInVerdict;
import org.alys.node.storage.StorageMessage;
import org.alys.primitives.Bytes;
import org.alys.primitives.Sats;
import org.alys.storage.ImportBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches Bitcoin for the federation's deposits. The book and the follower's cursor are stored in one write before anybody
 * sees what they say, so a restart continues exactly there.
 */
public final class BridgeActor implements Actor<BridgeMessage> {
    private static final Logger LOG = LoggerFactory.getLogger(BridgeActor.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int REORG_WINDOW = 2_016;
    private static final int EVENTS_PER_POLL = 100;
    private static final String STATE = "peg-in-book";
    private static final String CURSOR = "follow-cursor";

    private final Settings settings;
    private final DepositParser parser;
    private final BlockFollower follower;
    private final ActorRef<StorageMessage> storage;
    private PegInBook book;
    private FollowCursor cursor;
    private Optional<String> problem = Optional.of("CHN003 Bitcoin was not asked yet.");
    private boolean synced;

    /**
     * What the bridge must know of its network.
     *
     * @param federationScript the federation's scriptPubKey
     * @param depositAddress the same as an address
     * @param pollInterval how often Bitcoin is asked for news
     */
    public record Settings(Bytes federationScript, String depositAddress, ChainSpec spec, Duration pollInterval) {}

    public BridgeActor(Settings settings, BitcoinNode bitcoin, ActorRef<StorageMessage> storage) {
        ChainSpec spec = settings.spec();
        this.settings = settings;
        this.storage = storage;
        this.parser =
                new DepositParser(settings.federationScript(), spec.pegIn().minimum());
        this.follower = new BlockFollower(bitcoin, spec.bitcoinNetwork(), EVENTS_PER_POLL);
        int start = Math.toIntExact(spec.bitcoinStartHeight());
        this.book = stored(STATE)
                .map(bytes -> PegInBookCodec.decode(
                                bytes.toArray(), parser, spec.pegIn().confirmations())
                        .orElseThrow())
                .orElseGet(() -> PegInBook.empty(parser, spec.pegIn().confirmations(), start));
        this.cursor = stored(CURSOR)
                .map(bytes -> FollowCursor.decode(bytes.toArray()).orElseThrow())
                .orElseGet(() -> FollowCursor.startingAt(start, REORG_WINDOW));
    }

    private Optional<Bytes> stored(String name) {
        return storage.ask((Reply<Optional<Bytes>> reply) -> new StorageMessage.GetBridge(name, reply), PATIENCE);
    }

    @Override
    public void started(ActorContext<BridgeMessage> context) {
        reconcile();
        context.self().tell(new BridgeMessage.Poll());
        context.timers().periodic("poll", settings.pollInterval(), new BridgeMessage.Poll());
    }

    /** Finality may have been stored just before a crash kept this actor from hearing of it. */
    private void reconcile() {
        PegInBook next = book.copy();
        for (Deposit deposit : book.pending()) {
            storage.ask(
                            (Reply<OptionalLong> reply) ->
                                    new StorageMessage.GetMintedHeight(PegIns.key(deposit.outPoint()), reply),
                            PATIENCE)
                    .ifPresent(height -> next.minted(deposit.outPoint(), height));
        }
        book = next;
    }

    @Override
    public void receive(BridgeMessage message, ActorContext<BridgeMessage> context) {
        switch (message) {
            case BridgeMessage.Poll _ -> poll(context);
            case BridgeMessage.GetMintable(int most, Set<OutPoint> excluded, var reply) ->
                reply.success(mintable(most, excluded));
            case BridgeMessage.VerifyPegIns(List<PegIn> pegIns, var reply) -> reply.success(verify(pegIns));
            case BridgeMessage.Minted(long height, List<OutPoint> outPoints) -> minted(height, outPoints);
            case BridgeMessage.GetHoldings(Set<OutPoint> unfinished, var reply) ->
                reply.success(new Holdings(book.held(), book.waiting(unfinished)));
            case BridgeMessage.GetBridgeStatus(var reply) -> reply.success(status());
            case BridgeMessage.ListPegIns(int count, int skip, var reply) ->
                reply.success(book.newestFirst().stream()
                        .skip(skip)
                        .limit(count)
                        .map(deposit -> PegIns.view(book, deposit))
                        .toList());
        }
    }

    private void poll(ActorContext<BridgeMessage> context) {
        FollowStep step = follower.poll(cursor);
        if (!step.events().isEmpty()) {
            PegInBook next = book.copy();
            step.events().forEach(event -> apply(next, event));
            store(next, step.cursor());
        }
        switch (step.status()) {
            case FollowStatus.CaughtUp _ -> {
                synced = true;
                recovered();
            }
            case FollowStatus.Behind _ -> {
                recovered();
                context.self().tell(new BridgeMessage.Poll());
            }
            case FollowStatus.BeforeStart _ -> {
                synced = true;
                recovered();
            }
            case FollowStatus.NodeBehind(int nodeHeight, int cursorHeight) ->
                trouble("CHN003 The Bitcoin node is back at block " + nodeHeight + ", the bridge has seen block "
                        + cursorHeight + ". It lost blocks in a crash: wait until it has them again.");
            case FollowStatus.Waiting(var failure) -> trouble(failure.code() + " " + failure.describe());
            case FollowStatus.BlockMissing(int height, var hash) ->
                trouble("CHN003 The Bitcoin node lacks block " + height + " " + hash
                        + ". It is still downloading, or pruned: give the bridge an unpruned node.");
            case FollowStatus.ReorgTooDeep(int height, var _hash) ->
                trouble(
                        "CHN003 Bitcoin reorganised below height " + height
                                + ", deeper than the bridge can follow. Restore the node's data and look at the deposits by hand.");
            case FollowStatus.WrongNetwork(String expected, String actual) ->
                trouble("CHN003 The Bitcoin node runs " + actual + ", the chain needs " + expected
                        + ". Check bitcoin.url.");
        }
    }

    private static void apply(PegInBook next, ChainEvent event) {
        switch (event) {
            case ChainEvent.Connected(int height, var hash, var block) -> next.connect(height, hash, block);
            case ChainEvent.Disconnected(int height, var _hash) -> next.disconnect(height);
        }
    }

    private void store(PegInBook next, FollowCursor nextCursor) {
        ImportBatch batch = new ImportBatch()
                .bridge(STATE, PegInBookCodec.encode(next))
                .bridge(CURSOR, Bytes.of(nextCursor.encode()));
        storage.ask((Reply<StorageMessage.Written> reply) -> new StorageMessage.Write(batch, reply), PATIENCE);
        book = next;
        cursor = nextCursor;
        book.lost().ifPresent(lost -> LOG.error("CHN010 Bitcoin took back the minted deposit {}", lost));
    }

    private void minted(long height, List<OutPoint> outPoints) {
        PegInBook next = book.copy();
        outPoints.forEach(outPoint -> next.minted(outPoint, height));
        store(next, cursor);
    }

    private void recovered() {
        problem.ifPresent(_ -> LOG.info("Bitcoin is connected, read up to block {}", book.tipHeight()));
        problem = Optional.empty();
    }

    private void trouble(String what) {
        if (problem.filter(what::equals).isEmpty()) {
            LOG.warn("{}", what);
        }
        problem = Optional.of(what);
    }

    private List<PegIn> mintable(int most, Set<OutPoint> excluded) {
        return synced
                ? book.mintable(most, excluded).stream().map(PegIns::pegIn).toList()
                : List.of();
    }

    private PegInVerdict verify(List<PegIn> pegIns) {
        for (PegIn pegIn : pegIns) {
            PegInClaim claim = PegIns.claim(pegIn);
            switch (book.verify(claim)) {
                case ClaimVerdict.Valid _ -> {}
                case ClaimVerdict.Invalid(String reason) -> {
                    return new PegInVerdict.Invalid(claim.outPoint(), reason);
                }
                case ClaimVerdict.Unknown(String reason) -> {
                    return new PegInVerdict.Unknown(reason);
                }
            }
        }
        return new PegInVerdict.Valid();
    }

    private BridgeStatus status() {
        List<Deposit> pending = book.pending();
        return new BridgeStatus(
                problem,
                book.lost().map(OutPoint::toString),
                book.tipHeight(),
                synced,
                settings.depositAddress(),
                book.held(),
                pending.size(),
                pending.stream().map(Deposit::amount).reduce(Sats.ZERO, Sats::plus));
    }
}
