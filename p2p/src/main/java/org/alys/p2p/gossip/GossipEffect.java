package org.alys.p2p.gossip;

import java.util.Optional;
import org.alys.p2p.identity.PeerId;
import org.alys.primitives.Bytes;

/** What a router wants done. */
public sealed interface GossipEffect {
    /** Send an RPC. */
    record Send(PeerId peer, Rpc rpc) implements GossipEffect {}

    /** Judge a new message that {@code forwarder} sent, and say so with {@link GossipEvent.Validated}. */
    record Validate(PeerId forwarder, MessageId id, GossipMessage message) implements GossipEffect {}

    /** Give an accepted message to the application. */
    record Deliver(GossipMessage message) implements GossipEffect {}

    /** Connect to a peer; where it is may be in its record. */
    record Dial(PeerId peer, Optional<Bytes> signedRecord) implements GossipEffect {}

    /** The score of a connected peer fell below the graylist threshold: what it sends is ignored. */
    record Graylisted(PeerId peer, double score) implements GossipEffect {}
}
