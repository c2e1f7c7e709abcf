package org.alys.p2p.discovery.mdns;

import java.util.List;

/**
 * A DNS message, as far as it matters here (RFC 1035, section 4).
 *
 * @param answer whether it answers
 * @param questions names whose pointers are asked for
 * @param records answers and additional records together: implementations disagree on what belongs where
 */
record DnsMessage(boolean answer, List<String> questions, List<DnsRecord> records) {
    static final int FLAG_RESPONSE = 0x8000;
    static final int FLAG_AUTHORITATIVE = 0x0400;
    static final int CLASS_IN = 1;

    DnsMessage {
        questions = List.copyOf(questions);
        records = List.copyOf(records);
    }

    static DnsMessage question(String name) {
        return new DnsMessage(false, List.of(name), List.of());
    }

    static DnsMessage answer(List<DnsRecord> records) {
        return new DnsMessage(true, List.of(), records);
    }
}
