package org.alys.node.wiring;

import org.alys.actor.ActorFactory;
import org.alys.actor.Priority;
import org.alys.actor.registry.Discovery;
import org.alys.actor.supervision.DomainPolicies;
import org.alys.node.bridge.BridgeMessage;
import org.alys.node.chain.ChainMessage;
import org.alys.node.engine.EngineMessage;
import org.alys.node.network.NetworkMessage;
import org.alys.node.storage.StorageMessage;
import org.alys.node.sync.SyncMessage;

/** The actors of a node: whose domain each is in, whom it depends on, how important it is, and how it restarts. */
public final class Roster {
    private static final String STORAGE = "storage";
    private static final String ENGINE = "engine";
    private static final String BRIDGE = "bridge";
    private static final String NETWORK = "network";
    private static final String CHAIN = "chain";
    private static final String SYNC = "sync";

    private Roster() {}

    /** The owner of the chain database. */
    public static NodeActor<StorageMessage> storage(ActorFactory<StorageMessage> made) {
        return NodeActor.of(Domain.STORAGE, STORAGE, StorageMessage.class, made, StorageMessage.Ping::new)
                .withPriority(Priority.CRITICAL);
    }

    /** The owner of the execution client. */
    public static NodeActor<EngineMessage> engine(ActorFactory<EngineMessage> made) {
        return NodeActor.of(Domain.CHAIN, ENGINE, EngineMessage.class, made, EngineMessage.Ping::new)
                .withPriority(Priority.HIGH)
                .withTags(Discovery.BLOCK_PRODUCTION, Discovery.VALIDATION);
    }

    /** Who watches Bitcoin. */
    public static NodeActor<BridgeMessage> bridge(ActorFactory<BridgeMessage> made) {
        return NodeActor.of(Domain.BRIDGE, BRIDGE, BridgeMessage.class, made, BridgeMessage.Ping::new)
                .withPriority(Priority.HIGH)
                .withTags(Discovery.VALIDATION)
                .dependingOn(STORAGE);
    }

    /** Who watches the connections with others. */
    public static NodeActor<NetworkMessage> network(ActorFactory<NetworkMessage> made) {
        return NodeActor.of(Domain.NETWORK, NETWORK, NetworkMessage.class, made, NetworkMessage.Ping::new);
    }

    /** Consensus. It restarts within half a second, never aligned to slots: for it, waiting costs a block. */
    public static NodeActor<ChainMessage> chain(ActorFactory<ChainMessage> made) {
        return NodeActor.of(Domain.CHAIN, CHAIN, ChainMessage.class, made, ChainMessage.Ping::new)
                .withPriority(Priority.CRITICAL)
                .withTags(Discovery.CONSENSUS, Discovery.BLOCK_PRODUCTION, Discovery.VALIDATION)
                .dependingOn(STORAGE, ENGINE, BRIDGE)
                .withRestart(DomainPolicies.consensus());
    }

    /** Who brings the chain to where the others are. It keeps nothing that a restart would lose: the chain says where to go on. */
    public static NodeActor<SyncMessage> sync(ActorFactory<SyncMessage> made) {
        return NodeActor.of(Domain.CHAIN, SYNC, SyncMessage.class, made, SyncMessage.Ping::new)
                .withTags(Discovery.VALIDATION)
                .dependingOn(CHAIN, ENGINE, BRIDGE);
    }
}
