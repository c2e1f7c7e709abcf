package org.alys.p2p.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Random;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.alys.p2p.discovery.LocalGroup;
import org.alys.p2p.discovery.mdns.Mdns;
import org.alys.p2p.identity.Multiaddr;
import org.alys.p2p.identity.NodeKey;
import org.alys.p2p.time.SystemTimers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class JsMdnsTest {
    @TempDir
    Path scratch;

    @Test
    void findsAndIsFound() throws Exception {
        InetSocketAddress group = LocalGroup.free();
        JsPeer js = JsPeer.onLocalLink(scratch, group);
        Multiaddr own = Multiaddr.parse("/ip4/192.0.2.1/tcp/9000")
                .withPeer(NodeKey.generate(new SecureRandom()).peerId());
        LinkedBlockingQueue<Multiaddr> found = new LinkedBlockingQueue<>();
        try (SystemTimers timers = new SystemTimers();
                Mdns mdns = new Mdns(List.of(group), Mdns.PUBLIC_SERVICE, () -> List.of(own), timers, new Random(1))) {
            mdns.start(found::add);
            assertThat(found.poll(40, TimeUnit.SECONDS)).isEqualTo(js.address());
            JsonNode discovered = js.event(
                    "discovered",
                    event -> event.get("peer")
                            .asText()
                            .equals(own.peer().orElseThrow().toString()));
            assertThat(discovered.get("addresses").toString())
                    .contains(own.withoutPeer().toString());
        } finally {
            js.stop();
        }
    }
}
