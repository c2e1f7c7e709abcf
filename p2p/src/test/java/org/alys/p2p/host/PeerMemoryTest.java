package org.alys.p2p.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.alys.p2p.identity.Multiaddr;
import org.alys.p2p.identity.NodeKey;
import org.alys.p2p.identity.PeerId;
import org.alys.p2p.peers.FilePeerStore;
import org.alys.p2p.peers.Refusal;
import org.alys.p2p.time.SystemTimers;
import org.alys.primitives.Hashes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeerMemoryTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final PeerId BAD =
            NodeKey.ed25519(Hashes.sha256(new byte[] {1})).peerId();
    private static final PeerId GOOD =
            NodeKey.ed25519(Hashes.sha256(new byte[] {2})).peerId();
    private static final Multiaddr ADDRESS = Multiaddr.parse("/ip4/192.0.2.1/tcp/9000");

    @TempDir
    Path directory;

    private final SystemTimers timers = new SystemTimers();

    @AfterEach
    void stop() {
        timers.close();
    }

    @Test
    void remembersAddressesAndBans() throws IOException {
        try (Host host = host();
                PeerMemory memory = remember(host, NOW)) {
            assertThat(memory).isNotNull();
            host.peers().add(GOOD, List.of(ADDRESS));
            host.ban(BAD, Duration.ofHours(2));
        }
        try (Host again = host();
                PeerMemory memory = remember(again, NOW.plus(Duration.ofHours(1)))) {
            assertThat(memory).isNotNull();
            assertThat(again.peers().addresses(GOOD)).containsExactly(ADDRESS);
            assertThat(again.connect(ADDRESS.withPeer(BAD)))
                    .isInstanceOfSatisfying(
                            DialResult.Refused.class,
                            refused -> assertThat(refused.reason())
                                    .isInstanceOfSatisfying(
                                            Refusal.Banned.class,
                                            banned -> assertThat(banned.remaining())
                                                    .isBetween(Duration.ofMinutes(50), Duration.ofHours(1))));
        }
        try (Host later = host();
                PeerMemory memory = remember(later, NOW.plus(Duration.ofHours(3)))) {
            assertThat(memory).isNotNull();
            assertThat(later.bans()).isEmpty();
        }
    }

    @Test
    void hasABanOnDiskAtOnce() throws IOException {
        try (Host host = host();
                PeerMemory memory = remember(host, NOW)) {
            assertThat(memory).isNotNull();
            host.ban(BAD, Duration.ofHours(2));
            assertThat(store().load().bannedUntil()).containsOnlyKeys(BAD);
            assertThat(store().load().bannedUntil().get(BAD))
                    .isBetween(NOW.plus(Duration.ofMinutes(119)), NOW.plus(Duration.ofHours(2)));
        }
    }

    private PeerMemory remember(Host host, Instant now) throws IOException {
        return PeerMemory.open(host, store(), timers, InstantSource.fixed(now));
    }

    private FilePeerStore store() {
        return new FilePeerStore(directory.resolve("peers"));
    }

    private Host host() {
        SecureRandom random = new SecureRandom();
        return new Host(HostOptions.of(NodeKey.generate(random), "test/1"), timers, random);
    }
}
