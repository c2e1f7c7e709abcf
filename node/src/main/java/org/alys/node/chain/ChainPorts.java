package org.alys.node.chain;

import java.time.Duration;
import org.alys.actor.ActorRef;
import org.alys.node.bridge.BridgeMessage;
import org.alys.node.engine.EngineMessage;
import org.alys.node.network.FederationLink;
import org.alys.node.storage.StorageMessage;

/** Whom the chain asks, and how long it waits for them. */
public record ChainPorts(
        ActorRef<StorageMessage> storage,
        ActorRef<EngineMessage> engine,
        ActorRef<BridgeMessage> bridge,
        FederationLink link) {
    /** The disk answers within this, or something is badly wrong. */
    static final Duration STORAGE_PATIENCE = Duration.ofSeconds(30);

    /** Above the Engine API's own limits, so that its answer says what happened. */
    static final Duration ENGINE_PATIENCE = Duration.ofSeconds(30);

    /** The bridge may be writing what a large Bitcoin block changes. After so long consensus goes on without it. */
    static final Duration BRIDGE_PATIENCE = Duration.ofSeconds(5);
}
