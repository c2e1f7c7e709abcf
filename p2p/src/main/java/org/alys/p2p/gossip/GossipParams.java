package org.alys.p2p.gossip;

import java.time.Duration;

/**
 * The parameters of gossipsub 1.0 and 1.1, with the documents' names and defaults.
 *
 * @param d wanted peers in the mesh of a topic
 * @param dLow fewest
 * @param dHigh most
 * @param dScore how many are kept for their score when there are too many
 * @param dOut fewest of those this host dialled; below {@code dLow} and at most half of {@code d}
 * @param dLazy fewest peers outside the mesh that hear which messages there are
 * @param gossipFactor share of the peers outside the mesh that hear it
 * @param historyLength heartbeats that a message can be asked for
 * @param historyGossip heartbeats that a message is named
 * @param seenTtl how long an id is remembered; at most {@code maxSeen} of them
 * @param prunePeers how many peers a PRUNE names, and how many named ones are dialled
 * @param exchangePeers whether PRUNEs name peers
 * @param maxTopicsPerPeer subscriptions remembered of one peer
 * @param eagerDirectBytes a longer message that a direct peer sent of its own is named to the other direct peers, not sent: they are
 *     expected to have it from its author
 */
public record GossipParams(
        int d,
        int dLow,
        int dHigh,
        int dScore,
        int dOut,
        int dLazy,
        double gossipFactor,
        Duration heartbeat,
        int historyLength,
        int historyGossip,
        Duration fanoutTtl,
        Duration seenTtl,
        int maxSeen,
        Duration pruneBackoff,
        Duration unsubscribeBackoff,
        Duration graftFloodThreshold,
        int prunePeers,
        boolean exchangePeers,
        boolean floodPublish,
        int opportunisticGraftTicks,
        int opportunisticGraftPeers,
        int directConnectTicks,
        int maxHaveLength,
        int maxHaveMessages,
        int retransmissions,
        Duration wantFollowup,
        int maxTopicsPerPeer,
        int eagerDirectBytes) {
    public static final GossipParams DEFAULT = new GossipParams(
            6,
            5,
            12,
            4,
            2,
            6,
            0.25,
            Duration.ofSeconds(1),
            5,
            3,
            Duration.ofSeconds(60),
            Duration.ofSeconds(120),
            200_000,
            Duration.ofSeconds(60),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            16,
            true,
            true,
            60,
            2,
            300,
            5000,
            10,
            3,
            Duration.ofSeconds(3),
            128,
            Integer.MAX_VALUE);

    public GossipParams {
        if (dLow > d || d > dHigh || dScore > dHigh || dLow < 0) {
            throw new IllegalArgumentException("need dLow <= d <= dHigh and dScore <= dHigh");
        }
        if (dOut > d / 2 || (dOut >= dLow && dOut > 0)) {
            throw new IllegalArgumentException("dOut must be below dLow and at most d / 2");
        }
        if (historyGossip > historyLength || historyGossip < 1) {
            throw new IllegalArgumentException("historyGossip must be 1 to historyLength");
        }
    }

    /** These with another heartbeat, for networks with shorter slots. */
    public GossipParams withHeartbeat(Duration interval) {
        return with(interval, floodPublish, eagerDirectBytes);
    }

    /** These with another bound for what direct peers are sent of each other's messages. */
    public GossipParams withEagerDirectBytes(int bytes) {
        return with(heartbeat, floodPublish, bytes);
    }

    /** These with or without flood publishing: own messages to all peers of a topic, or to the mesh alone. */
    public GossipParams withFloodPublish(boolean flood) {
        return with(heartbeat, flood, eagerDirectBytes);
    }

    private GossipParams with(Duration interval, boolean flood, int eagerBytes) {
        return new GossipParams(
                d,
                dLow,
                dHigh,
                dScore,
                dOut,
                dLazy,
                gossipFactor,
                interval,
                historyLength,
                historyGossip,
                fanoutTtl,
                seenTtl,
                maxSeen,
                pruneBackoff,
                unsubscribeBackoff,
                graftFloodThreshold,
                prunePeers,
                exchangePeers,
                flood,
                opportunisticGraftTicks,
                opportunisticGraftPeers,
                directConnectTicks,
                maxHaveLength,
                maxHaveMessages,
                retransmissions,
                wantFollowup,
                maxTopicsPerPeer,
                eagerBytes);
    }
}
