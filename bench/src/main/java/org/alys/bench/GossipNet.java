package org.alys.bench;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
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

/** Hosts in this process that gossip over the loopback interface, each connected with all others. */
final class GossipNet implements AutoCloseable {
    private static final String TOPIC = "/bench/block";
    private static final long PATIENCE_SECONDS = 30;

    private final SecureRandom random = new SecureRandom();
    private final SystemTimers timers = new SystemTimers();
    private final List<Host> hosts = new ArrayList<>();
    private final List<Gossip> nodes = new ArrayList<>();
    private final Semaphore arrived = new Semaphore(0);

    GossipNet(int size) throws IOException, InterruptedException {
        for (int i = 0; i < size; i++) {
            Host host = new Host(HostOptions.of(NodeKey.generate(random), "bench"), timers, random);
            hosts.add(host);
            GossipParams params = GossipParams.DEFAULT.withHeartbeat(Duration.ofMillis(200));
            ScoreParams scoring = ScoreParams.of(Map.of(TOPIC, TopicScoreParams.LENIENT));
            Gossip gossip = new Gossip(host, timers, GossipOptions.of(params, scoring), random, System.nanoTime());
            gossip.subscribe(TOPIC, new Counting());
            nodes.add(gossip);
            host.listen(Multiaddr.parse("/ip4/127.0.0.1/tcp/0"));
            for (Host earlier : hosts.subList(0, i)) {
                if (!(host.connect(earlier.addresses().getFirst()) instanceof DialResult.Connected)) {
                    throw new IllegalStateException("two hosts cannot connect");
                }
            }
        }
        awaitMesh();
    }

    private final class Counting implements TopicHandler {
        @Override
        public Verdict validate(PeerId forwarder, GossipMessage message) {
            return Verdict.ACCEPT;
        }

        @Override
        public void delivered(GossipMessage message) {
            arrived.release();
        }
    }

    /** Publishes small messages until one reaches everybody: then everybody knows who follows the topic. */
    private void awaitMesh() throws InterruptedException {
        byte[] probe = new byte[8];
        for (int attempt = 0; attempt < 100; attempt++) {
            random.nextBytes(probe);
            arrived.drainPermits();
            nodes.getFirst().publish(TOPIC, Bytes.of(probe.clone()));
            if (arrived.tryAcquire(nodes.size() - 1, 200, TimeUnit.MILLISECONDS)) {
                arrived.drainPermits();
                return;
            }
        }
        throw new IllegalStateException("gossip does not reach everybody");
    }

    /** From the call to publish until all the others have the message. */
    long nanos(int size) throws InterruptedException {
        byte[] content = new byte[size];
        random.nextBytes(content);
        long start = System.nanoTime();
        nodes.getFirst().publish(TOPIC, Bytes.of(content));
        if (!arrived.tryAcquire(nodes.size() - 1, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("a message did not reach everybody");
        }
        return System.nanoTime() - start;
    }

    @Override
    public void close() {
        nodes.forEach(Gossip::close);
        hosts.forEach(Host::close);
        timers.close();
    }
}
