package org.alys.node.network;

import org.alys.actor.Reply;

/** What the {@link NetworkActor} understands. */
public sealed interface NetworkMessage {
    /** A second has passed. */
    record Look() implements NetworkMessage {}

    record GetNetworkStatus(Reply<NetworkStatus> reply) implements NetworkMessage {}

    /** Are you there? Answered with true. */
    record Ping(Reply<Boolean> reply) implements NetworkMessage {}
}
