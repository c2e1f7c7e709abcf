package org.alys.node.federation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.alys.chain.spec.SlotTime;
import org.alys.evm.payload.Fork;
import org.alys.node.network.FederationLink;
import org.alys.node.network.Traffic;
import org.alys.node.network.libp2p.DiscoverySettings;
import org.alys.node.network.libp2p.LibP2pLink;
import org.alys.node.network.libp2p.LinkSettings;
import org.alys.p2p.identity.Multiaddr;
import org.alys.p2p.identity.NodeKey;

/** A federation whose members talk over sockets of this machine. The test moves the slots; messages take real time. */
final class SocketFederation implements AutoCloseable {
    private static final long PATIENCE_NANOS = 30_000_000_000L;
    private static final long LOOK_NANOS = 5_000_000;
    /** Looks without anything new after which nothing is taken to be under way. */
    private static final int QUIET_LOOKS = 6;

    final Network network;
    private final ManualClock clock;
    private final SlotTime slots;
    private final SafetyAudit audit = new SafetyAudit();
    private final List<NodeKey> keys;
    private final List<Integer> ports;
    private final Map<Integer, LibP2pLink> links = new ConcurrentHashMap<>();
    private final List<Member> members;
    private long slot;

    private SocketFederation(Path directory, int size, int threshold) {
        network = Network.of(size, threshold, 1_000_000);
        slots = network.spec().slots();
        slot = network.genesis().slot();
        clock = new ManualClock(slots.start(slot));
        keys = IntStream.range(0, size)
                .mapToObj(index -> NodeKey.ed25519(new byte[] {
                    (byte) index,
                    1,
                    2,
                    3,
                    4,
                    5,
                    6,
                    7,
                    8,
                    9,
                    10,
                    11,
                    12,
                    13,
                    14,
                    15,
                    16,
                    17,
                    18,
                    19,
                    20,
                    21,
                    22,
                    23,
                    24,
                    25,
                    26,
                    27,
                    28,
                    29,
                    30,
                    31
                }))
                .toList();
        ports = freePorts(size);
        members = IntStream.range(0, size)
                .mapToObj(index ->
                        new Member(index, network, clock, this::open, audit, directory.resolve("member" + index)))
                .toList();
    }

    /** All members running and connected with each other. */
    static SocketFederation running(Path directory, int size, int threshold) {
        SocketFederation federation = new SocketFederation(directory, size, threshold);
        federation.members.forEach(Member::start);
        federation.awaitConnections();
        return federation;
    }

    void awaitConnections() {
        long others = running().count() - 1;
        until(() -> running()
                .allMatch(member -> link(member.index).reachableMembers().orElseThrow() == others));
    }

    private FederationLink open(int index) {
        LibP2pLink link = open(keys.get(index), List.of(Multiaddr.parse("/ip4/127.0.0.1/tcp/" + ports.get(index))));
        links.put(index, link);
        return link;
    }

    /** The link of a node that is no member. */
    LibP2pLink follower(NodeKey key) {
        return open(key, List.of());
    }

    /** A link with the key of a member, for whoever has stolen it. */
    LibP2pLink impostor(int member) {
        return open(keys.get(member), List.of());
    }

    private LibP2pLink open(NodeKey key, List<Multiaddr> listen) {
        try {
            return LibP2pLink.open(
                    new LinkSettings(
                            Fork.PRAGUE,
                            key,
                            listen,
                            network.members().stream().map(this::address).toList(),
                            keys.stream().map(NodeKey::peerId).toList(),
                            4,
                            DiscoverySettings.OFF,
                            Optional.empty(),
                            InstantSource.system()),
                    new SecureRandom());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen", e);
        }
    }

    Multiaddr address(int member) {
        return Multiaddr.parse("/ip4/127.0.0.1/tcp/" + ports.get(member) + "/p2p/"
                + keys.get(member).peerId());
    }

    Member member(int index) {
        return members.get(index);
    }

    private LibP2pLink link(int member) {
        return Optional.ofNullable(links.get(member)).orElseThrow();
    }

    Traffic.Counts traffic(int member) {
        return link(member).traffic().orElseThrow().counts();
    }

    Stream<Member> running() {
        return members.stream().filter(Member::isRunning);
    }

    /** Lets slots pass until the condition holds, at most so many. */
    void goOnUntil(int maxSlots, BooleanSupplier condition) {
        for (int i = 0; i < maxSlots && !condition.getAsBoolean(); i++) {
            nextSlot();
        }
    }

    long slot() {
        return slot;
    }

    void slots(int count) {
        for (int i = 0; i < count; i++) {
            nextSlot();
        }
    }

    private void nextSlot() {
        clock.advanceTo(slots.skipDeadline(slot));
        settle();
        slot++;
        clock.advanceTo(slots.start(slot));
        settle();
    }

    /** Until nothing has been sent, received or done for a while. */
    private void settle() {
        long before = -1;
        int quiet = 0;
        while (quiet < QUIET_LOOKS) {
            boolean ran = clock.runDue();
            running().forEach(Member::status);
            long now = links.values().stream()
                    .map(link -> link.traffic().map(Traffic::counts))
                    .flatMap(Optional::stream)
                    .mapToLong(counts -> counts.sentMessages() + counts.receivedMessages())
                    .sum();
            quiet = ran || now != before ? 0 : quiet + 1;
            before = now;
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    void until(BooleanSupplier condition) {
        long giveUp = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > giveUp) {
                throw new AssertionError("it did not come to that");
            }
            clock.runDue();
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    long height() {
        return running()
                .mapToLong(member -> member.status().head().height())
                .min()
                .orElseThrow();
    }

    /** Whether all that run have the same final head of at least this height. */
    boolean agreesAt(long height) {
        return running()
                        .map(Member::status)
                        .allMatch(status -> status.head().height() >= height
                                && status.federationFinal().equals(status.head()))
                && running()
                                .map(member -> member.status().head().root())
                                .distinct()
                                .count()
                        == 1;
    }

    @Override
    public void close() {
        members.forEach(Member::stop);
        audit.requireNone();
    }

    /** Held open together, so that all differ. */
    private static List<Integer> freePorts(int count) {
        try (SocketBundle bundle = new SocketBundle(count)) {
            return bundle.sockets.stream().map(ServerSocket::getLocalPort).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port", e);
        }
    }

    private static final class SocketBundle implements AutoCloseable {
        private final List<ServerSocket> sockets = new java.util.ArrayList<>();

        SocketBundle(int count) throws IOException {
            for (int i = 0; i < count; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
        }

        @Override
        public void close() throws IOException {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
    }
}
