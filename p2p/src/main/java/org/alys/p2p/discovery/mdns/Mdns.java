package org.alys.p2p.discovery.mdns;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.BufferOverflowException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.alys.p2p.discovery.PeerSource;
import org.alys.p2p.identity.Multiaddr;
import org.alys.p2p.time.Timers;
import org.alys.p2p.wire.WireException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds peers on the same link, and is found by them (libp2p specs, "mDNS discovery"), over IPv4, IPv6 or both, as the machine has them. Asks often at first and once a minute later; answers
 * at most once a second, however many ask (RFC 6762, section 6).
 */
public final class Mdns implements PeerSource {
    /** What public libp2p networks use. A network of its own uses {@code _p2p-NAME._udp.local}, and is not bothered by others. */
    public static final String PUBLIC_SERVICE = "_p2p._udp.local";

    private static final Logger LOG = LoggerFactory.getLogger(Mdns.class);
    private static final String TEXT_PREFIX = "dnsaddr=";
    private static final int NAME_LENGTH = 32;
    private static final int MAX_ADDRESSES = 16;
    private static final Duration FIRST_INTERVAL = Duration.ofSeconds(1);
    private static final Duration LONGEST_INTERVAL = Duration.ofSeconds(60);
    private static final Duration BETWEEN_ANSWERS = Duration.ofSeconds(1);
    /** All answer the same question: each waits 20 to 120 ms, so that they do not all speak at once. */
    private static final Duration LEAST_DELAY = Duration.ofMillis(20);

    private static final Duration DELAY_SPREAD = Duration.ofMillis(100);

    private final List<InetSocketAddress> groups;
    private final String service;
    private final String instance;
    private final Supplier<List<Multiaddr>> own;
    private final Timers timers;
    private final RandomGenerator random;
    private List<LocalLink> links = List.of();
    private Optional<Timers.Timer> nextQuestion = Optional.empty();
    private boolean answerDue;
    private long answeredNanos;
    private boolean closed;

    /**
     * Discovery in the standard groups.
     *
     * @param service such as {@link #PUBLIC_SERVICE}
     * @param own this host's addresses with its id, asked for at each answer
     */
    public Mdns(String service, Supplier<List<Multiaddr>> own, Timers timers, RandomGenerator random) {
        this(LocalLink.standardGroups(), service, own, timers, random);
    }

    /** Discovery in groups of its own; one that this machine cannot join is done without. */
    public Mdns(
            List<InetSocketAddress> groups,
            String service,
            Supplier<List<Multiaddr>> own,
            Timers timers,
            RandomGenerator random) {
        this.groups = List.copyOf(groups);
        this.service = service;
        this.instance = instance(random) + "." + service;
        this.own = own;
        this.timers = timers;
        this.random = random;
        this.answeredNanos = timers.nanos() - BETWEEN_ANSWERS.toNanos();
    }

    /** The service of a network that keeps to itself; {@code network} is a few letters, digits and hyphens. */
    public static String service(String network) {
        return "_p2p-" + network + "._udp.local";
    }

    private static String instance(RandomGenerator random) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < NAME_LENGTH; i++) {
            name.append(Character.forDigit(random.nextInt(36), 36));
        }
        return name.toString();
    }

    @Override
    public void start(Consumer<Multiaddr> found) throws IOException {
        List<LocalLink> joined = join();
        synchronized (this) {
            if (closed) {
                joined.forEach(LocalLink::close);
                return;
            }
            links = joined;
        }
        joined.forEach(open -> Thread.ofVirtual().name("p2p-mdns").start(() -> listen(open, found)));
        ask(FIRST_INTERVAL);
    }

    private List<LocalLink> join() throws IOException {
        List<LocalLink> joined = new ArrayList<>();
        IOException failures = new IOException("no multicast group can be joined");
        for (InetSocketAddress group : groups) {
            try {
                joined.add(LocalLink.join(group));
            } catch (IOException e) {
                LOG.debug("{} is not joined: {}", group, e.getMessage());
                failures.addSuppressed(e);
            }
        }
        if (joined.isEmpty()) {
            throw failures;
        }
        return List.copyOf(joined);
    }

    @Override
    public synchronized void close() {
        closed = true;
        nextQuestion.ifPresent(Timers.Timer::cancel);
        links.forEach(LocalLink::close);
    }

    private synchronized void ask(Duration interval) {
        if (closed) {
            return;
        }
        send(DnsWriter.write(DnsMessage.question(service)));
        Duration doubled = interval.multipliedBy(2);
        Duration longer = doubled.compareTo(LONGEST_INTERVAL) > 0 ? LONGEST_INTERVAL : doubled;
        nextQuestion = Optional.of(timers.after(interval, () -> ask(longer)));
    }

    private void listen(LocalLink open, Consumer<Multiaddr> found) {
        while (open.isOpen()) {
            try {
                Optional<byte[]> packet = open.receive();
                if (packet.isPresent()) {
                    received(DnsReader.read(packet.get()), found);
                }
            } catch (WireException e) {
                LOG.debug("a packet is passed over: {}", e.getMessage());
            } catch (ClosedChannelException e) {
                LOG.debug("looks no more");
                return;
            } catch (IOException e) {
                LOG.warn("looks for peers in {} no more: {}", open.group(), e.getMessage());
                open.close();
            }
        }
    }

    private void received(DnsMessage message, Consumer<Multiaddr> found) {
        if (message.answer()) {
            addresses(message).forEach(found);
        } else if (message.questions().stream().anyMatch(service::equalsIgnoreCase)) {
            promiseAnswer();
        }
    }

    /** What others of this service say about themselves. */
    private List<Multiaddr> addresses(DnsMessage message) {
        List<Multiaddr> named = new ArrayList<>();
        String ending = "." + service.toLowerCase(Locale.ROOT);
        for (DnsRecord record : message.records()) {
            boolean other = record.name().toLowerCase(Locale.ROOT).endsWith(ending)
                    && !record.name().equalsIgnoreCase(instance);
            if (other && record instanceof DnsRecord.Text(String _, List<String> texts)) {
                texts.stream()
                        .filter(text -> text.startsWith(TEXT_PREFIX))
                        .flatMap(text -> address(text.substring(TEXT_PREFIX.length())).stream())
                        .forEach(named::add);
            }
        }
        return named.subList(0, Math.min(named.size(), MAX_ADDRESSES));
    }

    private static Optional<Multiaddr> address(String text) {
        try {
            return Optional.of(Multiaddr.parse(text))
                    .filter(parsed -> parsed.peer().isPresent());
        } catch (IllegalArgumentException e) {
            LOG.debug("an address is passed over: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private synchronized void promiseAnswer() {
        if (answerDue || closed) {
            return;
        }
        answerDue = true;
        long polite = LEAST_DELAY.toNanos() + random.nextLong(DELAY_SPREAD.toNanos());
        long allowed = answeredNanos + BETWEEN_ANSWERS.toNanos() - timers.nanos();
        timers.after(Duration.ofNanos(Math.max(polite, allowed)), this::answer);
    }

    private synchronized void answer() {
        answerDue = false;
        answeredNanos = timers.nanos();
        List<DnsRecord> records = new ArrayList<>();
        records.add(new DnsRecord.Pointer(service, instance));
        own.get().stream()
                .filter(address -> address.ip().isPresent())
                .map(address -> TEXT_PREFIX + address)
                .filter(text -> text.length() <= DnsReader.MAX_STRING)
                .map(text -> new DnsRecord.Text(instance, List.of(text)))
                .forEach(records::add);
        if (closed || records.size() == 1) {
            return;
        }
        send(fitting(records));
    }

    private void send(byte[] packet) {
        links.forEach(open -> open.send(packet));
    }

    /** As many of the addresses as go into a packet. */
    private static byte[] fitting(List<DnsRecord> records) {
        for (int count = Math.min(records.size(), MAX_ADDRESSES); count > 1; count--) {
            try {
                return DnsWriter.write(DnsMessage.answer(records.subList(0, count)));
            } catch (BufferOverflowException e) {
                LOG.debug("{} addresses are too many for a packet", count - 1);
            }
        }
        throw new IllegalStateException("one address is too long for a packet");
    }
}
