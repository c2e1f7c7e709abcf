package org.alys.p2p.fuzz;

import java.util.List;
import java.util.stream.Stream;
import org.alys.fuzzing.FuzzGroup;
import org.alys.p2p.discovery.mdns.MdnsTargets;
import org.alys.p2p.exchange.ExchangeTargets;
import org.alys.p2p.gossip.GossipTargets;
import org.alys.p2p.host.IdentifyTargets;
import org.alys.p2p.identity.IdentityTargets;
import org.alys.p2p.negotiation.NegotiationTargets;
import org.alys.p2p.noise.NoiseTargets;
import org.alys.p2p.wire.WireTargets;
import org.alys.p2p.yamux.YamuxTargets;

/** All that reads bytes from a peer. */
final class WireFuzz {
    static final FuzzGroup GROUP = new FuzzGroup(
            WireFuzz.class,
            Stream.of(
                            WireTargets.ALL,
                            IdentityTargets.ALL,
                            NegotiationTargets.ALL,
                            NoiseTargets.ALL,
                            YamuxTargets.ALL,
                            IdentifyTargets.ALL,
                            ExchangeTargets.ALL,
                            GossipTargets.ALL,
                            MdnsTargets.ALL)
                    .flatMap(List::stream)
                    .toList());

    private WireFuzz() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        GROUP.run(input);
    }
}
