package org.alys.p2p.interop;

import static org.alys.p2p.interop.JsPeer.command;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.alys.p2p.gossip.Gossip;
import org.alys.p2p.gossip.GossipMessage;
import org.alys.p2p.gossip.GossipOptions;
import org.alys.p2p.gossip.GossipParams;
import org.alys.p2p.gossip.ScoreParams;
import org.alys.p2p.gossip.TopicHandler;
import org.alys.p2p.gossip.TopicScoreParams;
import org.alys.p2p.gossip.Verdict;
import org.alys.p2p.host.DialResult;
import org.alys.p2p.host.Host;
import org.alys.p2p.host.HostOptions;
import org.alys.p2p.identity.Multiaddr;
import org.alys.p2p.identity.NodeKey;
import org.alys.p2p.identity.PeerId;
import org.alys.p2p.time.SystemTimers;
import org.alys.primitives.Bytes;
import org.alys.primitives.Hashes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class JsGossipTest {
    private static final String TOPIC = "/test/00000000/block";

    @TempDir
    Path scratch;

    private final SystemTimers timers = new SystemTimers();
    private final LinkedBlockingQueue<GossipMessage> delivered = new LinkedBlockingQueue<>();
    private final Node ours = new Node(NodeKey.generate(new SecureRandom()));
    private Optional<JsPeer> started = Optional.empty();

    /** A host with gossip. */
    private final class Node {
        private final Host host;
        private final Gossip gossip;

        Node(NodeKey key) {
            host = new Host(HostOptions.of(key, "test/1"), timers, new SecureRandom());
            GossipParams params = GossipParams.DEFAULT.withHeartbeat(Duration.ofMillis(200));
            ScoreParams scoring = ScoreParams.of(Map.of(TOPIC, TopicScoreParams.LENIENT));
            gossip = new Gossip(host, timers, GossipOptions.of(params, scoring), new Random(1), System.nanoTime());
        }
    }

    @BeforeEach
    void start() throws Exception {
        started = Optional.of(JsPeer.gossiping(scratch, "{}"));
        ours.host.listen(Multiaddr.parse("/ip4/127.0.0.1/tcp/0"));
    }

    @AfterEach
    void stop() throws Exception {
        ours.gossip.close();
        ours.host.close();
        timers.close();
        if (started.isPresent()) {
            started.get().stop();
        }
    }

    @Test
    void deliversWhatTheRemotePublishes() throws Exception {
        meet();
        js().ask(command("publish").put("topic", TOPIC).put("data", base64("from js")));
        GossipMessage message = delivered.poll(20, TimeUnit.SECONDS);
        assertThat(message).isNotNull();
        assertThat(message.from()).isEqualTo(js().peerId());
        assertThat(new String(message.data().toArray(), StandardCharsets.UTF_8)).isEqualTo("from js");
    }

    @Test
    void publishesToTheRemote() throws Exception {
        meet();
        ours.gossip.publish(TOPIC, Bytes.of("from here".getBytes(StandardCharsets.UTF_8)));
        JsonNode message = js().event("message", event -> true);
        assertThat(message.get("from").asText()).isEqualTo(ours.host.peerId().toString());
        assertThat(message.get("data").asText()).isEqualTo(base64("from here"));
    }

    @Test
    void signsWithASecp256k1Identity() throws Exception {
        Node other = new Node(NodeKey.secp256k1(Hashes.sha256(new byte[] {3})));
        try {
            other.gossip.subscribe(TOPIC, (forwarder, message) -> Verdict.ACCEPT);
            meet(other);
            other.gossip.publish(TOPIC, Bytes.of(new byte[] {1, 2, 3}));
            JsonNode message = js().event("message", event -> true);
            assertThat(message.get("from").asText())
                    .isEqualTo(other.host.peerId().toString());
        } finally {
            other.gossip.close();
            other.host.close();
        }
    }

    @Test
    void deliversNothingThatIsNotSigned() throws Exception {
        js().stop();
        started = Optional.of(JsPeer.gossiping(scratch, "{\"globalSignaturePolicy\":\"StrictNoSign\"}"));
        meet();
        js().ask(command("publish").put("topic", TOPIC).put("data", base64("whose words are these")));
        // What is said after it, by one who signs, arrives; the other does not.
        Node signing = new Node(NodeKey.generate(new SecureRandom()));
        try {
            signing.gossip.subscribe(TOPIC, keeping(new LinkedBlockingQueue<>()));
            assertThat(signing.host.connect(ours.host.addresses().getFirst())).isInstanceOf(DialResult.Connected.class);
            Optional<GossipMessage> message = Optional.empty();
            for (int attempt = 0; attempt < 20 && message.isEmpty(); attempt++) {
                signing.gossip.publish(TOPIC, Bytes.of(new byte[] {(byte) attempt}));
                message = Optional.ofNullable(delivered.poll(1, TimeUnit.SECONDS));
            }
            assertThat(message).map(GossipMessage::from).contains(signing.host.peerId());
        } finally {
            signing.gossip.close();
            signing.host.close();
        }
    }

    @Test
    void carriesLargeMessagesBothWays() throws Exception {
        meet();
        byte[] large = new byte[900_000];
        new Random(1).nextBytes(large);
        ours.gossip.publish(TOPIC, Bytes.of(large));
        JsonNode message = js().event("message", event -> true);
        assertThat(Base64.getDecoder().decode(message.get("data").asText())).isEqualTo(large);
        new Random(2).nextBytes(large);
        js().ask(command("publish")
                .put("topic", TOPIC)
                .put("data", Base64.getEncoder().encodeToString(large)));
        GossipMessage back = delivered.poll(20, TimeUnit.SECONDS);
        assertThat(back).isNotNull();
        assertThat(back.data()).isEqualTo(Bytes.of(large));
    }

    @Test
    void entersAndLeavesTheMeshOfTheRemote() throws Exception {
        meet();
        assertThat(meshOfRemote()).contains(ours.host.peerId().toString());
        ours.gossip.unsubscribe(TOPIC);
        js().event(
                        "subscriptions",
                        event -> event.get("subscriptions").toString().contains("\"subscribe\":false"));
        assertThat(meshOfRemote()).doesNotContain(ours.host.peerId().toString());
    }

    @Test
    void forwardsBetweenPeersThatDoNotKnowEachOther() throws Exception {
        Node far = new Node(NodeKey.generate(new SecureRandom()));
        LinkedBlockingQueue<GossipMessage> arrived = new LinkedBlockingQueue<>();
        try {
            far.gossip.subscribe(TOPIC, keeping(arrived));
            meet();
            assertThat(far.host.connect(ours.host.addresses().getFirst())).isInstanceOf(DialResult.Connected.class);
            // The two of us may still be telling each other what we follow: the first messages can be too early.
            Optional<GossipMessage> message = Optional.empty();
            for (int attempt = 0; attempt < 20 && message.isEmpty(); attempt++) {
                js().ask(command("publish").put("topic", TOPIC).put("data", base64("across " + attempt)));
                message = Optional.ofNullable(arrived.poll(1, TimeUnit.SECONDS));
            }
            assertThat(message).map(GossipMessage::from).contains(js().peerId());
        } finally {
            far.gossip.close();
            far.host.close();
        }
    }

    private String meshOfRemote() throws Exception {
        return js().ask(command("mesh").put("topic", TOPIC)).get("peers").toString();
    }

    private JsPeer js() {
        return started.orElseThrow();
    }

    private void meet() throws Exception {
        ours.gossip.subscribe(TOPIC, keeping(delivered));
        meet(ours);
    }

    /** Connects, and waits until each side knows that the other takes part. */
    private void meet(Node node) throws Exception {
        js().ask(command("subscribe").put("topic", TOPIC));
        assertThat(node.host.connect(js().address())).isInstanceOf(DialResult.Connected.class);
        js().event(
                        "subscriptions",
                        event -> event.get("peer")
                                .asText()
                                .equals(node.host.peerId().toString()));
        js().event(
                        "graft",
                        event -> event.get("peer")
                                .asText()
                                .equals(node.host.peerId().toString()));
    }

    private static TopicHandler keeping(LinkedBlockingQueue<GossipMessage> messages) {
        return new TopicHandler() {
            @Override
            public Verdict validate(PeerId forwarder, GossipMessage message) {
                return Verdict.ACCEPT;
            }

            @Override
            public void delivered(GossipMessage message) {
                messages.add(message);
            }
        };
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
