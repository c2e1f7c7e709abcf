package org.alys.node.chain;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.alys.actor.Reply;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.chain.block.PegIn;
import org.alys.chain.money.Payment;
import org.alys.chain.rules.BlockContext;
import org.alys.chain.rules.ChainState;
import org.alys.chain.rules.DepositVerdict;
import org.alys.node.bridge.BridgeMessage.PegInVerdict;
import org.alys.node.bridge.PegIns;
import org.alys.node.storage.StorageMessage;
import org.alys.primitives.Bytes32;

/** The world as the rules see it when they judge a block on {@code parent}. */
final class BlockView implements BlockContext {
    private final ChainStore store;
    private final ChainPorts ports;
    private final BridgeDesk bridge;
    private final Instant now;
    private final Set<OutPoint> mintedUnfinished;

    BlockView(ChainStore store, ChainPorts ports, BridgeDesk bridge, Bytes32 parent, Instant now) {
        this.store = store;
        this.ports = ports;
        this.bridge = bridge;
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
        return switch (bridge.verify(pegIn)) {
            case PegInVerdict.Valid _ -> new DepositVerdict.Confirmed();
            case PegInVerdict.Invalid(var outPoint, String reason) -> new DepositVerdict.Invalid(reason);
            case PegInVerdict.Unknown _ -> new DepositVerdict.Waiting();
        };
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
        return room <= 0 ? List.of() : bridge.mintable(room, mintedUnfinished);
    }
}
