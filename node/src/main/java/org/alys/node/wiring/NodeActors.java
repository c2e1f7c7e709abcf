package org.alys.node.wiring;

import org.alys.actor.ActorRef;
import org.alys.node.bridge.BridgeMessage;
import org.alys.node.chain.ChainMessage;
import org.alys.node.engine.EngineMessage;
import org.alys.node.network.NetworkMessage;
import org.alys.node.storage.StorageMessage;
import org.alys.node.sync.SyncBoard;
import org.alys.node.sync.SyncMessage;

/** The addresses of the node's actors, and where the sync writes how far it is. */
record NodeActors(
        ActorRef<StorageMessage> storage,
        ActorRef<EngineMessage> engine,
        ActorRef<BridgeMessage> bridge,
        ActorRef<NetworkMessage> network,
        ActorRef<ChainMessage> chain,
        ActorRef<SyncMessage> syncing,
        SyncBoard sync) {}
