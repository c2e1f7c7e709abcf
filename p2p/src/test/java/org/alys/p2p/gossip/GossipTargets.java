package org.alys.p2p.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.alys.fuzzing.FuzzTarget;
import org.alys.p2p.identity.NodeKey;
import org.alys.p2p.identity.PeerId;
import org.alys.p2p.wire.WireException;
import org.alys.primitives.Bytes;
import org.alys.primitives.Hashes;

/** Fuzzing of gossipsub: its messages, and the router that takes them from a stranger. */
public final class GossipTargets {
    private static final String TOPIC = "topic";
    private static final NodeKey KEY = NodeKey.ed25519(Hashes.sha256(new byte[] {1}));
    private static final NodeKey AUTHOR = NodeKey.secp256k1(Hashes.sha256(new byte[] {2}));
    private static final PeerId SELF =
            NodeKey.ed25519(Hashes.sha256(new byte[] {3})).peerId();
    private static final RpcCodec CODEC = new RpcCodec(RpcLimits.DEFAULT);
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final GossipMessage MESSAGE = new MessageSigning(KEY, 1).sign(TOPIC, Bytes.of(new byte[] {1, 2, 3}));

    public static final List<FuzzTarget> ALL = List.of(
            FuzzTarget.of("gossip-rpc", WireException.class, GossipTargets::codec, seed()),
            FuzzTarget.of("gossip-router", WireException.class, GossipTargets::router, seed()));

    private GossipTargets() {}

    private static void codec(byte[] input) throws WireException {
        Rpc rpc = CODEC.decode(input);
        assertThat(CODEC.decode(RpcCodec.encode(rpc))).isEqualTo(rpc);
        rpc.messages().forEach(MessageSigning::verify);
    }

    /** The same RPC three times from a peer, heartbeats between them, then the peer is gone. */
    private static void router(byte[] input) throws WireException {
        Rpc rpc = CODEC.decode(input);
        GossipRouter router = new GossipRouter(
                SELF,
                GossipParams.DEFAULT,
                ScoreParams.of(Map.of(TOPIC, TopicScoreParams.LENIENT)),
                ScoreThresholds.DEFAULT,
                new Random(1));
        PeerId peer = KEY.peerId();
        long now = 0;
        router.handle(new GossipEvent.PeerConnected(peer, false, "203.0.113.7", true), now);
        router.handle(new GossipEvent.Join(TOPIC), now);
        router.handle(new GossipEvent.Publish(MESSAGE), now);
        for (Verdict verdict : Verdict.values()) {
            now += SECOND;
            router.handle(new GossipEvent.Received(peer, rpc), now);
            for (GossipMessage message : rpc.messages()) {
                router.handle(new GossipEvent.Validated(message.id(), verdict), now);
            }
            router.handle(new GossipEvent.Heartbeat(), now);
            assertThat(router.score(peer)).isNotNaN();
        }
        router.handle(new GossipEvent.PeerDisconnected(peer), now);
        assertThat(router.mesh(TOPIC)).isEmpty();
        assertThat(router.subscribers(TOPIC)).isEmpty();
    }

    private static byte[] seed() {
        GossipMessage attached = new MessageSigning(AUTHOR, 1).sign(TOPIC, Bytes.of(new byte[] {4}));
        return RpcCodec.encode(new Rpc(
                List.of(new Rpc.Subscription(TOPIC, true)),
                List.of(MESSAGE, attached),
                List.of(new Rpc.Have(TOPIC, List.of(MESSAGE.id()))),
                List.of(MESSAGE.id()),
                List.of(TOPIC),
                List.of(new Rpc.Prune(
                        TOPIC,
                        Duration.ofSeconds(60),
                        List.of(new Rpc.Exchanged(AUTHOR.peerId(), Optional.of(Bytes.of(new byte[] {1}))))))));
    }
}
