package org.alys.p2p.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.security.SecureRandom;
import org.alys.p2p.identity.Multiaddr;
import org.alys.p2p.identity.NodeKey;
import org.alys.p2p.peers.ConnectionLimits;
import org.alys.p2p.time.SystemTimers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class IdleConnectionsTest {
    private static final int CONNECTIONS = 100;
    private static final ConnectionLimits LIMITS = new ConnectionLimits(200, 200, 200, 200, 200, 2000, 200, 200);
    /** Both ends are here; the promise is 40 MB for 200 ends. Measured are some 3 MB, so what grows by a buffer each is noticed. */
    private static final long BYTES = 40_000_000;

    @Test
    void twoHundredEndsOfIdleConnectionsFitTheirMemory() throws IOException {
        try (SystemTimers timers = new SystemTimers();
                Host server = host(timers);
                Host client = host(timers)) {
            server.listen(Multiaddr.parse("/ip4/127.0.0.1/tcp/0"));
            Multiaddr address = server.addresses().getFirst().withoutPeer();
            assertThat(client.connect(address)).isInstanceOf(DialResult.Connected.class);
            long before = usedBytes();
            for (int i = 0; i < CONNECTIONS; i++) {
                assertThat(client.connect(address)).isInstanceOf(DialResult.Connected.class);
            }
            long after = usedBytes();
            assertThat(client.connections()).hasSize(CONNECTIONS + 1);
            assertThat(after - before).isLessThan(BYTES);
        }
    }

    private static Host host(SystemTimers timers) {
        SecureRandom random = new SecureRandom();
        return new Host(HostOptions.of(NodeKey.generate(random), "test/1").withConnections(LIMITS), timers, random);
    }

    private static long usedBytes() {
        System.gc();
        long outside = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() + outside;
    }
}
