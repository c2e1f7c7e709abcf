package org.alys.p2p.discovery.mdns;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes a message, without compression. */
final class DnsWriter {
    /** One packet on any link (RFC 6762, section 17). */
    static final int MAX_LENGTH = 1440;

    private static final int TTL_SECONDS = 120;

    private final ByteBuffer out = ByteBuffer.allocate(MAX_LENGTH);

    private DnsWriter() {}

    /** @throws java.nio.BufferOverflowException when it does not fit a packet */
    static byte[] write(DnsMessage message) {
        DnsWriter writer = new DnsWriter();
        writer.message(message);
        byte[] bytes = new byte[writer.out.position()];
        writer.out.flip().get(bytes);
        return bytes;
    }

    private void message(DnsMessage message) {
        List<DnsRecord> pointers = message.records().stream()
                .filter(DnsRecord.Pointer.class::isInstance)
                .toList();
        List<DnsRecord> texts = message.records().stream()
                .filter(DnsRecord.Text.class::isInstance)
                .toList();
        out.putShort((short) 0);
        out.putShort((short) (message.answer() ? DnsMessage.FLAG_RESPONSE | DnsMessage.FLAG_AUTHORITATIVE : 0));
        out.putShort((short) message.questions().size());
        out.putShort((short) pointers.size());
        out.putShort((short) 0);
        out.putShort((short) texts.size());
        for (String question : message.questions()) {
            name(question);
            out.putShort((short) DnsRecord.PTR).putShort((short) DnsMessage.CLASS_IN);
        }
        pointers.forEach(this::record);
        texts.forEach(this::record);
    }

    private void record(DnsRecord record) {
        name(record.name());
        int type = switch (record) {
            case DnsRecord.Pointer _ -> DnsRecord.PTR;
            case DnsRecord.Text _ -> DnsRecord.TXT;
        };
        out.putShort((short) type).putShort((short) DnsMessage.CLASS_IN).putInt(TTL_SECONDS);
        int lengthAt = out.position();
        out.putShort((short) 0);
        switch (record) {
            case DnsRecord.Pointer pointer -> name(pointer.target());
            case DnsRecord.Text text -> text.texts().forEach(this::string);
        }
        out.putShort(lengthAt, (short) (out.position() - lengthAt - 2));
    }

    private void name(String name) {
        for (String label : name.split("\\.", -1)) {
            byte[] bytes = label.getBytes(StandardCharsets.UTF_8);
            if (bytes.length == 0 || bytes.length > DnsReader.MAX_LABEL) {
                throw new IllegalArgumentException("not a DNS name: " + name);
            }
            out.put((byte) bytes.length).put(bytes);
        }
        out.put((byte) 0);
    }

    private void string(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > DnsReader.MAX_STRING) {
            throw new IllegalArgumentException("text of " + bytes.length + " bytes");
        }
        out.put((byte) bytes.length).put(bytes);
    }
}
