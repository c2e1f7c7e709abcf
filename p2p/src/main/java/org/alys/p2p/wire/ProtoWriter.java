package org.alys.p2p.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.alys.primitives.Bytes;

/** Writes the fields of one protobuf message in the order of the calls. */
public final class ProtoWriter {
    private static final int VARINT = 0;
    private static final int LENGTH_DELIMITED = 2;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    public ProtoWriter varint(int field, long value) {
        tag(field, VARINT);
        Varint.write(out, value);
        return this;
    }

    public ProtoWriter bool(int field, boolean value) {
        return varint(field, value ? 1 : 0);
    }

    public ProtoWriter bytes(int field, byte[] value) {
        tag(field, LENGTH_DELIMITED);
        Varint.write(out, value.length);
        out.write(value, 0, value.length);
        return this;
    }

    public ProtoWriter bytes(int field, Bytes value) {
        return bytes(field, value.toArray());
    }

    public ProtoWriter text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    public ProtoWriter message(int field, ProtoWriter value) {
        return bytes(field, value.toArray());
    }

    public byte[] toArray() {
        return out.toByteArray();
    }

    private void tag(int field, int wireType) {
        Varint.write(out, ((long) field << 3) | wireType);
    }
}
