package org.alys.node.sync;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.alys.actor.ActorRef;
import org.alys.chain.signing.Signatures;
import org.alys.chain.spec.ChainSpec;
import org.alys.node.bridge.BridgeMessage;
import org.alys.node.chain.ChainMessage;
import org.alys.node.chain.Checkpoint;
import org.alys.node.engine.EngineMessage;
import org.alys.node.network.PeerRequests;
import org.alys.primitives.Bytes32;

/**
 * What a {@link SyncActor} is made of; the same for every incarnation.
 *
 * @param random not predictable by peers, and safe for use by several threads
 * @param cores that checks of signatures may keep busy, all but one
 */
public record SyncSetup(
        ChainSpec spec,
        Bytes32 genesisRoot,
        Signatures signatures,
        Optional<Checkpoint> checkpoint,
        ActorRef<ChainMessage> chain,
        ActorRef<EngineMessage> engine,
        ActorRef<BridgeMessage> bridge,
        PeerRequests peers,
        RandomGenerator random,
        int cores,
        SyncBoard board) {}
