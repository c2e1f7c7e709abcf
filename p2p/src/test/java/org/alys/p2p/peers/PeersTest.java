package org.alys.p2p.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.alys.p2p.identity.Multiaddr;
import org.alys.p2p.identity.NodeKey;
import org.alys.p2p.identity.PeerId;
import org.alys.primitives.Hashes;

class PeersTest {
    private static final ConnectionLimits LIMITS = new ConnectionLimits(4, 2, 3, 2, 3, 6, 4);
    private static final Multiaddr ADDRESS = Multiaddr.parse("/ip4/192.0.2.1/tcp/9000");
    private static final PeerId PEER =
            NodeKey.ed25519(Hashes.sha256(new byte[1])).peerId();

    private static final long SECOND = 1_000_000_000;

    private ConnectionGate gate = new ConnectionGate(LIMITS);

    @Example
    void admitsOnlySoManyConnectionsPerAddress() {
        enter(Direction.INBOUND, "192.0.2.1").identify(PEER);
        enter(Direction.OUTBOUND, "192.0.2.1");
        enter(Direction.INBOUND, "192.0.2.1");
        assertThat(refused(Direction.OUTBOUND, "192.0.2.1")).isEqualTo(new Refusal.LimitReached("maxPerIp"));
        enter(Direction.OUTBOUND, "192.0.2.2");
    }

    @Example
    void countsAnIpv6NetworkAsOneAddress() {
        enter(Direction.INBOUND, "2001:db8::1");
        enter(Direction.INBOUND, "2001:db8::2");
        enter(Direction.OUTBOUND, "2001:db8::3");
        assertThat(refused(Direction.OUTBOUND, "2001:db8::4")).isEqualTo(new Refusal.LimitReached("maxPerIp"));
    }

    @Example
    void admitsOnlySoManyHandshakes() {
        for (int i = 1; i <= 3; i++) {
            enter(Direction.INBOUND, "192.0.2." + i);
        }
        assertThat(refused(Direction.INBOUND, "192.0.2.9")).isEqualTo(new Refusal.LimitReached("maxHandshakes"));
    }

    @Example
    void leavesHandshakesForOthersThanOneAddress() {
        gate = new ConnectionGate(new ConnectionLimits(40, 2, 4, 2, 10, 6, 4));
        ConnectionGate.Place first = enter(Direction.INBOUND, "192.0.2.1");
        enter(Direction.INBOUND, "192.0.2.1");
        assertThat(refused(Direction.INBOUND, "192.0.2.1")).isEqualTo(new Refusal.LimitReached("maxHandshakes"));
        enter(Direction.INBOUND, "192.0.2.2");
        assertThat(first.identify(PEER)).isEmpty();
        enter(Direction.INBOUND, "192.0.2.1");
    }

    @Example
    void admitsOnlySoManyArrivalsInAMinute() {
        gate = new ConnectionGate(new ConnectionLimits(40, 40, 4, 2, 10, 3, 6, 4));
        for (int i = 0; i < 3; i++) {
            enter(Direction.INBOUND, "192.0.2.1").close();
        }
        assertThat(refused(Direction.INBOUND, "192.0.2.1")).isEqualTo(new Refusal.LimitReached("maxArrivalsPerMinute"));
        enter(Direction.INBOUND, "192.0.2.2").close();
        enter(Direction.OUTBOUND, "192.0.2.1").close();
        assertThat(gate.enter(Direction.INBOUND, ip("192.0.2.1"), 20 * SECOND))
                .isInstanceOf(ConnectionGate.Entry.Granted.class);
    }

    @Example
    void admitsOnlySoManyConnectionsPerPeer() {
        assertThat(enter(Direction.INBOUND, "192.0.2.1").identify(PEER)).isEmpty();
        assertThat(enter(Direction.INBOUND, "192.0.2.2").identify(PEER)).isEmpty();
        assertThat(enter(Direction.INBOUND, "192.0.2.3").identify(PEER))
                .contains(new Refusal.LimitReached("maxPerPeer"));
    }

    @Property(tries = 100)
    void isEmptyAgainWhenAllHaveLeft(@ForAll @IntRange(min = 1, max = 40) int attempts, @ForAll Random random) {
        gate = new ConnectionGate(LIMITS);
        List<ConnectionGate.Place> places = new ArrayList<>();
        for (int i = 0; i < attempts; i++) {
            Direction direction = random.nextBoolean() ? Direction.INBOUND : Direction.OUTBOUND;
            if (gate.enter(direction, ip("192.0.2." + random.nextInt(5)), i * SECOND)
                    instanceof ConnectionGate.Entry.Granted(var place)) {
                place.identify(PEER);
                places.add(place);
            }
            if (random.nextBoolean() && !places.isEmpty()) {
                places.get(random.nextInt(places.size())).close();
            }
        }
        places.forEach(ConnectionGate.Place::close);
        for (int i = 1; i <= LIMITS.maxHandshakes(); i++) {
            enter(Direction.INBOUND, "192.0.2." + i).close();
        }
        enter(Direction.OUTBOUND, "192.0.2.1");
        enter(Direction.OUTBOUND, "192.0.2.2");
    }

    @Example
    void waitsLongerAfterEachFailure() {
        DialBackoff backoff = new DialBackoff(Duration.ofSeconds(1), Duration.ofSeconds(10), new Random(1));
        Duration last = Duration.ZERO;
        for (int i = 0; i < 3; i++) {
            backoff.failed(ADDRESS, 0);
            assertThat(backoff.remaining(ADDRESS, 0)).isGreaterThan(last);
            last = backoff.remaining(ADDRESS, 0);
        }
        for (int i = 0; i < 100; i++) {
            backoff.failed(ADDRESS, 0);
        }
        assertThat(backoff.remaining(ADDRESS, 0)).isBetween(Duration.ofSeconds(8), Duration.ofSeconds(10));
        assertThat(backoff.remaining(ADDRESS, Duration.ofSeconds(10).toNanos())).isZero();
        backoff.succeeded(ADDRESS);
        assertThat(backoff.remaining(ADDRESS, 0)).isZero();
    }

    @Example
    void endsABanInTime() {
        Bans bans = new Bans();
        bans.add(PEER, Duration.ofSeconds(10), 0);
        bans.add(PEER, Duration.ofSeconds(1), 0);
        assertThat(bans.remaining(PEER, Duration.ofSeconds(9).toNanos())).isEqualTo(Duration.ofSeconds(1));
        assertThat(bans.remaining(PEER, Duration.ofSeconds(10).toNanos())).isZero();
    }

    @Example
    void givesUpTheLeastUsefulConnectionsButNeverASparedOne() {
        List<Trimming.Candidate<String>> all = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            all.add(new Trimming.Candidate<>("c" + i, i == 0, i, 0));
        }
        assertThat(Trimming.choose(all, LIMITS)).containsExactly("c1", "c2", "c3");
        assertThat(Trimming.choose(all.subList(0, 6), LIMITS)).isEmpty();
    }

    @Example
    void spendsNoMoreThanItsRate() {
        RateLimit limit = new RateLimit(2, 1, 0);
        assertThat(limit.tryTake(1, 0)).isTrue();
        assertThat(limit.tryTake(1, 0)).isTrue();
        assertThat(limit.tryTake(1, 0)).isFalse();
        assertThat(limit.tryTake(1, Duration.ofSeconds(1).toNanos())).isTrue();
        assertThat(limit.take(3, Duration.ofSeconds(1).toNanos())).isEqualTo(Duration.ofSeconds(3));
    }

    @Example
    void remembersOnlySoManyAddressesOfOnePeer() {
        PeerBook book = new PeerBook();
        for (int i = 0; i < 100; i++) {
            book.add(PEER, List.of(Multiaddr.parse("/ip4/192.0.2.1/tcp/" + (1000 + i))));
        }
        assertThat(book.addresses(PEER)).hasSize(16);
        assertThat(book.description(PEER)).isEqualTo(Optional.empty());
    }

    private ConnectionGate.Place enter(Direction direction, String ip) {
        ConnectionGate.Entry entry = gate.enter(direction, ip(ip), 0);
        assertThat(entry).isInstanceOf(ConnectionGate.Entry.Granted.class);
        return ((ConnectionGate.Entry.Granted) entry).place();
    }

    private Refusal refused(Direction direction, String ip) {
        ConnectionGate.Entry entry = gate.enter(direction, ip(ip), 0);
        assertThat(entry).isInstanceOf(ConnectionGate.Entry.Refused.class);
        return ((ConnectionGate.Entry.Refused) entry).reason();
    }

    private static InetAddress ip(String text) {
        return InetAddress.ofLiteral(text);
    }
}
