package org.alys.node.network.libp2p;

import java.util.Locale;
import org.alys.node.network.PeerMessage;
import org.alys.p2p.peers.RateLimit;
import org.alys.primitives.Bytes32;

/** What is spoken about, each in a topic of its own. */
enum Topic {
    /** Proposals. */
    BLOCK(32, 8),
    /** Votes, certificates and requests for skip votes. */
    VOTE(1000, 200),
    AUXPOW(16, 2),
    /** EVM transactions, counted one by one. */
    TX(4096, 1024);

    private static final int NETWORK_DIGITS = 8;

    private final int burst;
    private final int perSecond;

    Topic(int burst, int perSecond) {
        this.burst = burst;
        this.perSecond = perSecond;
    }

    /** Where a message belongs. */
    static Topic of(PeerMessage message) {
        return switch (message) {
            case PeerMessage.Proposal _ -> BLOCK;
            case PeerMessage.Votes _, PeerMessage.Certificates _, PeerMessage.SkipRequest _ -> VOTE;
            case PeerMessage.AuxPowProof _ -> AUXPOW;
            case PeerMessage.Transactions _ -> TX;
        };
    }

    /** The topic's name on the network with this genesis. */
    String on(Bytes32 genesisRoot) {
        return "/alys/" + genesisRoot.toHex().substring(0, NETWORK_DIGITS) + ending();
    }

    /** Whether the topic with this name is this one, on whatever network. */
    boolean isNameOf(String topic) {
        return topic.endsWith(ending());
    }

    private String ending() {
        return "/" + name().toLowerCase(Locale.ROOT);
    }

    /** Whether only members have something to say in it. */
    boolean isForMembers() {
        return this == BLOCK || this == VOTE;
    }

    /** Without what is said here a slot may end without a block; everything else is said again, or can wait. */
    boolean isCritical() {
        return isForMembers();
    }

    /** What one peer may pass on. */
    RateLimit allowance(long nanos) {
        return new RateLimit(burst, perSecond, nanos);
    }
}
