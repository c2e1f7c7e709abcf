package org.alys.node.chain;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.alys.actor.AskException;
import org.alys.actor.Reply;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.chain.block.PegIn;
import org.alys.chain.money.Payment;
import org.alys.chain.rules.BlockContext;
import org.alys.chain.rules.ChainState;
import org.alys.chain.rules.DepositVerdict;
import org.alys.node.bridge.BridgeMessage;
import org.alys.node.bridge.BridgeMessage.PegInVerdict;
import org.alys.node.bridge.PegIns;
import org.alys.node.storage.StorageMessage;
import org.alys.primitives.Bytes32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The world as the rules see it when they judge a block on {@code parent}. */
final class BlockView implements BlockContext {
    private static final Logger LOG = LoggerFactory.getLogger(BlockView.class);

    private final ChainStore store;
    private final ChainPorts ports;
    private final Instant now;
    private final Set<OutPoint> mintedUnfinished;

    BlockView(ChainStore store, ChainPorts ports, Bytes32 parent, Instant now) {
        this.store = store;
        this.ports = ports;
        this.now = now;
        this.mintedUnfinished = mintedUnfinished(store.tree(), parent);
    }

    /** The deposits that blocks above the final one, up to {@code tip}, mint. */
    static Set<OutPoint> mintedUnfinished(BlockTree tree, Bytes32 tip) {
        Set<OutPoint> minted = new HashSet<>();
        for (BlockTree.Entry entry : tree.pathTo(tip).orElse(List.of())) {
            entry.block().pegIns().forEach(pegIn -> minted.add(pegIn.outPoint()));
        }
        return minted;
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public long federationFinalHeight() {
        return store.tree().finalEntry().block().height();
    }

    @Override
    public boolean alreadyMinted(OutPoint deposit) {
        return mintedUnfinished.contains(deposit)
                || ports.storage()
                        .ask(
                                (Reply<OptionalLong> reply) ->
                                        new StorageMessage.GetMintedHeight(PegIns.key(deposit), reply),
                                ChainPorts.STORAGE_PATIENCE)
                        .isPresent();
    }

    @Override
    public DepositVerdict deposit(PegIn pegIn) {
        return switch (verify(pegIn)) {
            case PegInVerdict.Valid _ -> new DepositVerdict.Confirmed();
            case PegInVerdict.Invalid(var outPoint, String reason) -> new DepositVerdict.Invalid(reason);
            case PegInVerdict.Unknown _ -> new DepositVerdict.Waiting();
        };
    }

    /** A bridge that does not answer in time knows nothing, and the block waits. */
    private PegInVerdict verify(PegIn pegIn) {
        try {
            return ports.bridge()
                    .ask(reply -> new BridgeMessage.VerifyPegIns(List.of(pegIn), reply), ChainPorts.BRIDGE_PATIENCE);
        } catch (AskException e) {
            LOG.warn("CHN003 a deposit cannot be verified now: {}", e.reason().describe());
            return new PegInVerdict.Unknown("the bridge does not answer");
        }
    }

    @Override
    public List<Payment> refundsDue() {
        return List.of();
    }

    @Override
    public Optional<ChainState> stateOf(Bytes32 root) {
        return store.stateOf(root);
    }

    /** Deposits that the block may mint, at most {@code room}. */
    List<PegIn> mintable(int room) {
        if (room <= 0) {
            return List.of();
        }
        try {
            return ports.bridge()
                    .ask(
                            reply -> new BridgeMessage.GetMintable(room, mintedUnfinished, reply),
                            ChainPorts.BRIDGE_PATIENCE);
        } catch (AskException e) {
            LOG.warn("CHN003 this block mints no deposits: {}", e.reason().describe());
            return List.of();
        }
    }
}
