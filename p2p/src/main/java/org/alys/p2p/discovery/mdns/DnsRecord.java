package org.alys.p2p.discovery.mdns;

import java.util.List;

/** The resource records that peers are found with. Names are written with dots and compared in any case. */
sealed interface DnsRecord {
    int PTR = 12;
    int TXT = 16;

    String name();

    /** {@code name} is a service and {@code target} one who offers it (RFC 6763, section 4.1). */
    record Pointer(String name, String target) implements DnsRecord {}

    /** What {@code name} says about itself; a text has at most 255 bytes. */
    record Text(String name, List<String> texts) implements DnsRecord {
        public Text {
            texts = List.copyOf(texts);
        }
    }
}
