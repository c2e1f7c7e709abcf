package org.alys.node.network;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** Counts what a link does. Every call is quick. */
public final class Traffic {
    private final LongAdder sentMessages = new LongAdder();
    private final LongAdder sentBytes = new LongAdder();
    private final LongAdder receivedMessages = new LongAdder();
    private final LongAdder receivedBytes = new LongAdder();
    private final LongAdder droppedMessages = new LongAdder();
    private final LongAdder bans = new LongAdder();
    private final Map<String, LongAdder> offences = new ConcurrentHashMap<>();
    private final LongSupplier droppedForPeers;

    /** @param droppedForPeers messages dropped so far because single peers read too slowly; never falls */
    public Traffic(LongSupplier droppedForPeers) {
        this.droppedForPeers = droppedForPeers;
    }

    /**
     * All counts since the start.
     *
     * @param droppedMessages that this node did not publish
     * @param droppedForPeers that were published, and not sent to single peers which read too slowly
     */
    public record Counts(
            long sentMessages,
            long sentBytes,
            long receivedMessages,
            long receivedBytes,
            long droppedMessages,
            long droppedForPeers,
            long bans,
            Map<String, Long> offences) {}

    /** A message was handed to the network; {@code bytes} as on the wire. */
    public void sent(long bytes) {
        sentMessages.increment();
        sentBytes.add(bytes);
    }

    public void received(long bytes) {
        receivedMessages.increment();
        receivedBytes.add(bytes);
    }

    /** Messages that were not published: too many waited. */
    public void dropped(int messages) {
        droppedMessages.add(messages);
    }

    /** A peer broke a rule of the network. */
    public void offence(String name) {
        offences.computeIfAbsent(name, key -> new LongAdder()).increment();
    }

    public void banned() {
        bans.increment();
    }

    public Counts counts() {
        Map<String, Long> byName = new TreeMap<>();
        offences.forEach((name, count) -> byName.put(name, count.sum()));
        return new Counts(
                sentMessages.sum(),
                sentBytes.sum(),
                receivedMessages.sum(),
                receivedBytes.sum(),
                droppedMessages.sum(),
                droppedForPeers.getAsLong(),
                bans.sum(),
                byName);
    }
}
