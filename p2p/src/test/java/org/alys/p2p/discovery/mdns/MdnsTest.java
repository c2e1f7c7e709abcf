package org.alys.p2p.discovery.mdns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.alys.p2p.discovery.LocalGroup;
import org.alys.p2p.identity.Multiaddr;
import org.alys.p2p.identity.NodeKey;
import org.alys.p2p.time.SystemTimers;
import org.alys.primitives.Hashes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MdnsTest {
    private final SystemTimers timers = new SystemTimers();
    private final List<Mdns> started = new ArrayList<>();
    private List<InetSocketAddress> groups = List.of();

    @BeforeEach
    void chooseGroup() throws IOException {
        groups = List.of(LocalGroup.free());
    }

    @AfterEach
    void stop() {
        started.forEach(Mdns::close);
        timers.close();
    }

    @Test
    void eachFindsTheOther() throws Exception {
        requireThatEachFindsTheOther();
    }

    private void requireThatEachFindsTheOther() throws Exception {
        LinkedBlockingQueue<Multiaddr> foundByFirst = new LinkedBlockingQueue<>();
        LinkedBlockingQueue<Multiaddr> foundBySecond = new LinkedBlockingQueue<>();
        start(Mdns.PUBLIC_SERVICE, List.of(address(1)), foundByFirst);
        start(Mdns.PUBLIC_SERVICE, List.of(address(2)), foundBySecond);
        assertThat(foundByFirst.poll(20, TimeUnit.SECONDS)).isEqualTo(address(2));
        assertThat(foundBySecond.poll(20, TimeUnit.SECONDS)).isEqualTo(address(1));
    }

    @Test
    void eachFindsTheOtherOverIpv6Alone() throws Exception {
        groups = List.of(LocalGroup.freeOverIpv6());
        requireThatEachFindsTheOther();
    }

    @Test
    void whoCannotJoinOneGroupFindsOthersInTheOther() throws Exception {
        InetSocketAddress noGroup = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 5353);
        groups = List.of(noGroup, groups.getFirst());
        requireThatEachFindsTheOther();
    }

    @Test
    void saysWhichGroupsCannotBeJoinedWhenThereIsNoOther() {
        groups = List.of(new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 5353));
        assertThatThrownBy(() -> start(Mdns.PUBLIC_SERVICE, List.of(), new LinkedBlockingQueue<>()))
                .isInstanceOf(IOException.class)
                .satisfies(failure -> assertThat(failure.getSuppressed()).hasSize(1));
    }

    @Test
    void theStandardGroupsAreThoseOfBothVersionsOfIp() {
        assertThat(LocalLink.standardGroups())
                .containsExactly(
                        new InetSocketAddress(InetAddress.ofLiteral("224.0.0.251"), 5353),
                        new InetSocketAddress(InetAddress.ofLiteral("ff02::fb"), 5353));
    }

    @Test
    void hearsNothingOfAnotherNetwork() throws Exception {
        LinkedBlockingQueue<Multiaddr> found = new LinkedBlockingQueue<>();
        start(Mdns.service("red"), List.of(address(1)), new LinkedBlockingQueue<>());
        start(Mdns.service("blue"), List.of(address(2)), new LinkedBlockingQueue<>());
        start(Mdns.service("red"), List.of(address(3)), found);
        assertThat(found.poll(20, TimeUnit.SECONDS)).isEqualTo(address(1));
        // Answers go to everyone: once this one has heard of the other network's, so have all.
        LinkedBlockingQueue<Multiaddr> foundByBlue = new LinkedBlockingQueue<>();
        start(Mdns.service("blue"), List.of(), foundByBlue);
        assertThat(foundByBlue.poll(20, TimeUnit.SECONDS)).isEqualTo(address(2));
        assertThat(found).doesNotContain(address(2));
    }

    @Test
    void namesAsManyAddressesAsAPacketHolds() throws Exception {
        List<Multiaddr> many = new ArrayList<>();
        for (int i = 1; i <= 100; i++) {
            many.add(address(i));
        }
        LinkedBlockingQueue<Multiaddr> found = new LinkedBlockingQueue<>();
        start(Mdns.PUBLIC_SERVICE, many, new LinkedBlockingQueue<>());
        start(Mdns.PUBLIC_SERVICE, List.of(), found);
        Set<Multiaddr> heard = new HashSet<>();
        while (heard.size() < 4) {
            Multiaddr address = found.poll(20, TimeUnit.SECONDS);
            assertThat(address).isNotNull();
            heard.add(address);
        }
        assertThat(many).containsAll(heard);
    }

    private void start(String service, List<Multiaddr> own, LinkedBlockingQueue<Multiaddr> found) throws IOException {
        Mdns mdns = new Mdns(groups, service, () -> own, timers, new Random(started.size()));
        started.add(mdns);
        mdns.start(found::add);
    }

    private static Multiaddr address(int number) {
        return Multiaddr.parse("/ip4/192.0.2." + number + "/tcp/9000")
                .withPeer(NodeKey.ed25519(Hashes.sha256(new byte[] {(byte) number}))
                        .peerId());
    }
}
