package org.alys.node.network.libp2p;

import java.util.Optional;
import org.alys.node.network.Traffic;
import org.alys.p2p.gossip.Gossip;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Encodes, signs and publishes what this node says, in order and on a thread of its own: who speaks does not wait for it. */
final class Publisher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);
    private static final int MAX_WAITING = 512;
    private static final long MAX_WAITING_BYTES = 32L << 20;

    private final Gossip gossip;
    private final Bytes32 genesisRoot;
    private final Traffic traffic;
    private final SendQueue queue = new SendQueue(MAX_WAITING, MAX_WAITING_BYTES);

    Publisher(Gossip gossip, Bytes32 genesisRoot, Traffic traffic) {
        this.gossip = gossip;
        this.genesisRoot = genesisRoot;
        this.traffic = traffic;
        Thread.ofVirtual().name("publish").start(this::run);
    }

    /** Never waits. */
    void publish(Outgoing message) {
        traffic.dropped(queue.put(message));
    }

    private void run() {
        try {
            for (Optional<Outgoing> next = queue.take(); next.isPresent(); next = queue.take()) {
                publishNow(next.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void publishNow(Outgoing message) {
        try {
            Topic topic = Topic.of(message.message());
            byte[] encoded = message.encoded();
            gossip.publish(topic.on(genesisRoot), Bytes.of(encoded));
            traffic.sent(encoded.length);
        } catch (IllegalArgumentException e) {
            LOG.error("NET006 a message cannot be sent: {}", e.getMessage());
            traffic.dropped(1);
        }
    }

    @Override
    public void close() {
        queue.close();
    }
}
