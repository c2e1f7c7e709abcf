package org.alys.node.network.libp2p;

import java.time.Duration;
import java.util.Map;
import org.alys.node.network.wire.PeerMessageCodec;
import org.alys.p2p.gossip.GossipOptions;
import org.alys.p2p.gossip.GossipParams;
import org.alys.p2p.gossip.RpcLimits;
import org.alys.p2p.gossip.ScoreParams;
import org.alys.p2p.gossip.ScoreThresholds;
import org.alys.p2p.gossip.TopicScoreParams;

/** How nodes of this chain gossip (docs/protocol.md, "Network"). */
final class GossipSettings {
    /** For a message that has begun: the largest block at 3 Mbit/s. */
    static final Duration FRAME_TIMEOUT = Duration.ofSeconds(30);

    /** What a peer missed it hears of within a quarter of the shortest usual slot. */
    private static final Duration HEARTBEAT = Duration.ofMillis(500);

    /** Votes and certificates go to every member from every member; blocks from their proposer. */
    private static final int EAGER_BYTES = 2048;

    /** Author, signature, sequence and topic around a message. */
    private static final int ENVELOPE_BYTES = 1024;

    private static final RpcLimits LIMITS =
            new RpcLimits(PeerMessageCodec.MAX_ENCODED_BYTES + ENVELOPE_BYTES, 64, 1000, 10_000, 256, 128);
    private static final int MAX_JUDGED = 256;
    private static final int MAX_QUEUED = 2048;
    private static final long MAX_QUEUED_BYTES = 16L << 20;
    private static final double MESSAGES_PER_SECOND = 1000;

    private GossipSettings() {}

    /** Good messages earn a little, bad ones cost much, and no rate of messages is expected. */
    static TopicScoreParams score() {
        return TopicScoreParams.LENIENT;
    }

    static GossipOptions options(Duration frameTimeout) {
        return new GossipOptions(
                GossipParams.DEFAULT.withHeartbeat(HEARTBEAT).withEagerDirectBytes(EAGER_BYTES),
                ScoreParams.of(Map.of()),
                ScoreThresholds.DEFAULT,
                LIMITS,
                MAX_JUDGED,
                MAX_QUEUED,
                MAX_QUEUED_BYTES,
                Topic.TX::isNameOf,
                MESSAGES_PER_SECOND,
                frameTimeout);
    }
}
