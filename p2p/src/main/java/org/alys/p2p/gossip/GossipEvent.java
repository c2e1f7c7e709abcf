package org.alys.p2p.gossip;

import java.util.Optional;
import org.alys.p2p.identity.PeerId;
import org.alys.primitives.Bytes;

/** What happens to a router. */
public sealed interface GossipEvent {
    /**
     * A peer that speaks gossipsub is connected.
     *
     * @param dialled whether this host opened the connection
     * @param ip what counts as one address for the score
     * @param exchanges whether it speaks 1.1 and so understands peer exchange
     */
    record PeerConnected(PeerId peer, boolean dialled, String ip, boolean exchanges) implements GossipEvent {}

    record PeerDisconnected(PeerId peer) implements GossipEvent {}

    /** The signed record of a peer is known, to be told to others. */
    record RecordKnown(PeerId peer, Bytes signedRecord) implements GossipEvent {}

    /** An RPC arrived; messages that are new in it have valid signatures. */
    record Received(PeerId peer, Rpc rpc) implements GossipEvent {}

    /** A peer sent a message that its author did not sign, or an RPC that breaks the rules. */
    record Malformed(PeerId peer, Optional<String> topic) implements GossipEvent {}

    /** This host takes part in a topic. */
    record Join(String topic) implements GossipEvent {}

    record Leave(String topic) implements GossipEvent {}

    /** This host publishes; the message is signed. */
    record Publish(GossipMessage message) implements GossipEvent {}

    /** A message was judged. */
    record Validated(MessageId id, Verdict verdict) implements GossipEvent {}

    /** Time to tidy up; comes once per heartbeat interval. */
    record Heartbeat() implements GossipEvent {}

    /** A peer to whom and from whom messages flow outside the mesh and whatever its score (explicit peering). */
    record Direct(PeerId peer, boolean direct) implements GossipEvent {}

    /** The application's opinion of a peer. */
    record AppScore(PeerId peer, double score) implements GossipEvent {}
}
