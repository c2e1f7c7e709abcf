package org.alys.p2p.gossip;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.function.BiPredicate;
import org.alys.p2p.identity.NodeKey;
import org.alys.p2p.identity.PeerId;
import org.alys.p2p.wire.WireException;
import org.alys.primitives.Bytes;
import org.alys.primitives.Hashes;

/** Routers that talk through queues with random delays, in simulated time. The same seed gives the same history. */
final class Network {
    static final String TOPIC = "blocks";

    private final Random random;
    private final RpcCodec codec = new RpcCodec(RpcLimits.DEFAULT);
    private final Map<PeerId, Member> members = new LinkedHashMap<>();
    private final PriorityQueue<Delivery> pending =
            new PriorityQueue<>(Comparator.comparingLong(Delivery::nanos).thenComparingLong(Delivery::order));
    private final List<GossipEffect.Graylisted> graylisted = new ArrayList<>();
    private final List<String> history = new ArrayList<>();
    /** Which RPCs are lost: sender and receiver. */
    private BiPredicate<PeerId, Rpc> lost = (receiver, rpc) -> false;

    private final Set<List<PeerId>> cut = new HashSet<>();
    private Verdict verdict = Verdict.ACCEPT;
    private long nanos;
    private long order;

    private record Delivery(long nanos, long order, PeerId from, PeerId to, Bytes rpc) {}

    private record Member(NodeKey key, GossipRouter router, Set<MessageId> delivered) {}

    Network(long seed, int size, GossipParams params, ScoreParams scoring) {
        random = new Random(seed);
        for (int i = 0; i < size; i++) {
            NodeKey key = NodeKey.ed25519(Hashes.sha256(new byte[] {(byte) i, (byte) (i >> 8)}));
            GossipRouter router = new GossipRouter(
                    key.peerId(), params, scoring, ScoreThresholds.DEFAULT, new Random(random.nextLong()));
            members.put(key.peerId(), new Member(key, router, new HashSet<>()));
        }
    }

    List<PeerId> peers() {
        return new ArrayList<>(members.keySet());
    }

    GossipRouter router(PeerId peer) {
        return member(peer).router;
    }

    private Member member(PeerId peer) {
        return Optional.ofNullable(members.get(peer)).orElseThrow();
    }

    List<GossipEffect.Graylisted> graylisted() {
        return graylisted;
    }

    List<String> history() {
        return history;
    }

    void loseRpcs(BiPredicate<PeerId, Rpc> which) {
        lost = which;
    }

    /** Nothing that one peer sends to the other arrives. */
    void loseFrom(PeerId sender, PeerId receiver) {
        cut.add(List.of(sender, receiver));
    }

    void judge(Verdict everywhere) {
        verdict = everywhere;
    }

    /** Every peer dials {@code degree} others. */
    void connectAtRandom(int degree) {
        List<PeerId> all = peers();
        Set<Set<PeerId>> links = new HashSet<>();
        for (PeerId dialler : all) {
            for (int i = 0; i < degree; i++) {
                PeerId other = all.get(random.nextInt(all.size()));
                if (!other.equals(dialler) && links.add(Set.of(dialler, other))) {
                    connect(dialler, other);
                }
            }
        }
    }

    void connect(PeerId dialler, PeerId listener) {
        handle(dialler, new GossipEvent.PeerConnected(listener, true, "ip-" + listener, true));
        handle(listener, new GossipEvent.PeerConnected(dialler, false, "ip-" + dialler, true));
    }

    void joinAll() {
        peers().forEach(peer -> handle(peer, new GossipEvent.Join(TOPIC)));
    }

    /** Lets so many heartbeats of a second pass. */
    void run(int heartbeats) {
        for (int i = 0; i < heartbeats; i++) {
            long end = nanos + Duration.ofSeconds(1).toNanos();
            deliverUntil(end);
            nanos = end;
            peers().forEach(peer -> handle(peer, new GossipEvent.Heartbeat()));
        }
    }

    private void deliverUntil(long end) {
        while (!pending.isEmpty() && pending.peek().nanos <= end) {
            Delivery next = pending.remove();
            nanos = next.nanos;
            try {
                handle(next.to, new GossipEvent.Received(next.from, codec.decode(next.rpc.toArray())));
            } catch (WireException e) {
                throw new AssertionError("a router sent what the codec refuses", e);
            }
        }
    }

    MessageId publish(PeerId author, String text) {
        MessageSigning signing = new MessageSigning(member(author).key, nanos + order++);
        GossipMessage message = signing.sign(TOPIC, Bytes.of(text.getBytes(StandardCharsets.UTF_8)));
        handle(author, new GossipEvent.Publish(message));
        return message.id();
    }

    /** How many peers were given the message. */
    long reached(MessageId id) {
        return members.values().stream()
                .filter(member -> member.delivered.contains(id))
                .count();
    }

    void handle(PeerId at, GossipEvent event) {
        for (GossipEffect effect : member(at).router.handle(event, nanos)) {
            switch (effect) {
                case GossipEffect.Send(PeerId to, Rpc rpc) -> {
                    byte[] encoded = RpcCodec.encode(rpc);
                    history.add(nanos + " " + at + " " + to + " " + Bytes.of(Hashes.sha256(encoded)));
                    if (!lost.test(to, rpc) && !cut.contains(List.of(at, to))) {
                        long delay = Duration.ofMillis(1 + random.nextInt(80)).toNanos();
                        pending.add(new Delivery(nanos + delay, order++, at, to, Bytes.of(encoded)));
                    }
                }
                case GossipEffect.Validate(PeerId from, MessageId id, GossipMessage message) ->
                    handle(at, new GossipEvent.Validated(id, verdict));
                case GossipEffect.Deliver(GossipMessage message) ->
                    member(at).delivered.add(message.id());
                case GossipEffect.Dial dial -> {}
                case GossipEffect.Graylisted event2 -> graylisted.add(event2);
            }
        }
    }
}
