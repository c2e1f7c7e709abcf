package org.alys.p2p.discovery.mdns;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.alys.p2p.wire.WireException;

/** Reads a message; records of other types are passed over. Work is bounded by the packet: names may only point backwards. */
final class DnsReader {
    static final int MAX_LABEL = 63;
    static final int MAX_STRING = 255;

    private static final int MAX_NAME = 255;
    private static final int MAX_RECORDS = 64;
    private static final int POINTER = 0xc0;
    private static final int CLASS_MASK = 0x7fff;

    private final ByteBuffer in;

    private DnsReader(ByteBuffer in) {
        this.in = in;
    }

    static DnsMessage read(byte[] packet) throws WireException {
        try {
            return new DnsReader(ByteBuffer.wrap(packet)).message();
        } catch (BufferUnderflowException e) {
            throw new WireException("DNS message is cut off");
        }
    }

    private DnsMessage message() throws WireException {
        in.getShort();
        boolean answer = (in.getShort() & DnsMessage.FLAG_RESPONSE) != 0;
        int questionCount = count();
        int recordCount = count() + count() + count();
        if (questionCount > MAX_RECORDS || recordCount > MAX_RECORDS) {
            throw new WireException("DNS message of " + questionCount + " questions and " + recordCount + " records");
        }
        List<String> questions = new ArrayList<>();
        for (int i = 0; i < questionCount; i++) {
            String name = name();
            int type = in.getShort();
            // The highest bit asks for an answer to the asker alone, which is a wish (RFC 6762, section 5.4).
            int dnsClass = in.getShort() & CLASS_MASK;
            if (type == DnsRecord.PTR && dnsClass == DnsMessage.CLASS_IN) {
                questions.add(name);
            }
        }
        List<DnsRecord> records = new ArrayList<>();
        for (int i = 0; i < recordCount; i++) {
            record(records);
        }
        return new DnsMessage(answer, questions, records);
    }

    private int count() {
        return in.getShort() & 0xffff;
    }

    private void record(List<DnsRecord> records) throws WireException {
        String name = name();
        int type = in.getShort();
        int dnsClass = in.getShort() & CLASS_MASK;
        in.getInt();
        int length = count();
        if (length > in.remaining()) {
            throw new WireException("DNS record is cut off");
        }
        int end = in.position() + length;
        if (dnsClass == DnsMessage.CLASS_IN && type == DnsRecord.PTR) {
            records.add(new DnsRecord.Pointer(name, name()));
        } else if (dnsClass == DnsMessage.CLASS_IN && type == DnsRecord.TXT) {
            records.add(new DnsRecord.Text(name, strings(end)));
        }
        if (in.position() > end) {
            throw new WireException("DNS record is longer than it says");
        }
        in.position(end);
    }

    private List<String> strings(int end) throws WireException {
        List<String> strings = new ArrayList<>();
        while (in.position() < end) {
            strings.add(text(in.get() & 0xff));
        }
        return strings;
    }

    private String name() throws WireException {
        StringBuilder name = new StringBuilder();
        int resume = -1;
        int earliest = in.position();
        for (int length = in.get() & 0xff; length != 0; length = in.get() & 0xff) {
            if ((length & POINTER) == POINTER) {
                int target = ((length & ~POINTER) << 8) | (in.get() & 0xff);
                if (target >= earliest) {
                    throw new WireException("DNS name does not point backwards");
                }
                resume = resume < 0 ? in.position() : resume;
                earliest = target;
                in.position(target);
            } else {
                if (length > MAX_LABEL || name.length() + length > MAX_NAME) {
                    throw new WireException("DNS name is too long");
                }
                name.append(name.isEmpty() ? "" : ".").append(text(length));
            }
        }
        if (resume >= 0) {
            in.position(resume);
        }
        return name.toString();
    }

    private String text(int length) throws WireException {
        if (length > in.remaining()) {
            throw new WireException("DNS text is cut off");
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
