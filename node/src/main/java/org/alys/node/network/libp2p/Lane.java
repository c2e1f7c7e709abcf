package org.alys.node.network.libp2p;

import org.alys.node.network.PeerMessage;

/** Messages travel in two streams, so that megabytes of old blocks do not hold up a vote. */
enum Lane {
    CONSENSUS,
    BULK;

    /** A kind of message added later is bulk unless it is named here. */
    static Lane of(PeerMessage message) {
        boolean consensus = isCritical(message)
                || message instanceof PeerMessage.SkipRequest
                || message instanceof PeerMessage.AuxPowProof;
        return consensus ? CONSENSUS : BULK;
    }

    /** Without these a slot may end without a block; everything else is asked for again or sent anew. */
    static boolean isCritical(PeerMessage message) {
        return message instanceof PeerMessage.Proposal
                || message instanceof PeerMessage.Votes
                || message instanceof PeerMessage.Certificates;
    }

    /** What a node that follows may say. */
    static boolean isOpenToFollowers(PeerMessage message) {
        return message instanceof PeerMessage.BlocksRequest || message instanceof PeerMessage.Transactions;
    }

    /** What a node that follows is told of all that goes to all members. */
    static boolean isToldToFollowers(PeerMessage message) {
        return !(message instanceof PeerMessage.SkipRequest);
    }

    /** The stream protocol of this lane on the network with this name. */
    String protocol(String network) {
        return "/alys/" + network + "/" + (this == CONSENSUS ? "consensus" : "bulk") + "/1";
    }
}
