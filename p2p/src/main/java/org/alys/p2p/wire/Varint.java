package org.alys.p2p.wire;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Unsigned LEB128 integers as protobuf and the multiformats write them. */
public final class Varint {
    /** Bytes of the longest varint that protobuf allows (64 bits). */
    public static final int MAX_LENGTH = 10;

    private Varint() {}

    /** Bytes that {@code value}, taken as unsigned, needs. */
    public static int length(long value) {
        return Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(value) + 6) / 7);
    }

    /** Writes {@code value}, taken as unsigned. */
    public static void write(ByteArrayOutputStream out, long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    /** {@code value}, taken as unsigned. */
    public static byte[] encode(long value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(MAX_LENGTH);
        write(out, value);
        return out.toByteArray();
    }

    /**
     * Reads one varint of at most 64 bits from the buffer's position on.
     *
     * @throws WireException when the buffer ends inside it or it does not fit 64 bits
     */
    public static long read(ByteBuffer in) throws WireException {
        Reading reading = new Reading();
        while (in.hasRemaining()) {
            if (reading.accept(in.get())) {
                return reading.value();
            }
        }
        throw new WireException("varint is cut off");
    }

    /** A varint that arrives byte by byte. */
    static final class Reading {
        private long value;
        private int shift;

        /** True when {@code next} was the last byte. */
        boolean accept(byte next) throws WireException {
            if (shift == 63 && (next & 0xfe) != 0) {
                throw new WireException("varint of more than 64 bits");
            }
            value |= (long) (next & 0x7f) << shift;
            shift += 7;
            return next >= 0;
        }

        long value() {
            return value;
        }
    }
}
