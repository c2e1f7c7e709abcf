package org.alys.p2p.discovery.mdns;

import java.util.List;
import org.alys.fuzzing.FuzzTarget;
import org.alys.p2p.wire.WireException;

/** Fuzzing of what anybody on the local link may send. */
public final class MdnsTargets {
    public static final List<FuzzTarget> ALL = List.of(FuzzTarget.of(
            "mdns",
            WireException.class,
            DnsReader::read,
            DnsWriter.write(DnsMessage.question("_p2p._udp.local")),
            DnsWriter.write(DnsMessage.answer(List.of(
                    new DnsRecord.Pointer("_p2p._udp.local", "peer._p2p._udp.local"),
                    new DnsRecord.Text("peer._p2p._udp.local", List.of("dnsaddr=/ip4/192.0.2.1/tcp/9000")))))));

    private MdnsTargets() {}
}
