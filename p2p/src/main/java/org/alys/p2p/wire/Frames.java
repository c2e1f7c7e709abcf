package org.alys.p2p.wire;

import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.OptionalInt;
import org.alys.p2p.transport.Duplex;

/** Messages behind a varint that gives their length. */
public final class Frames {
    private static final int FIRST_PIECE = 64 * 1024;

    private Frames() {}

    /** One message of at most {@code maxLength} bytes. */
    public static byte[] read(Duplex in, int maxLength) throws IOException {
        return readBody(in, readLength(in, maxLength).orElseThrow(() -> new EOFException("stream ended")));
    }

    /** The length of the next message, at most {@code maxLength}; empty when the stream ends before it. */
    public static OptionalInt readLength(Duplex in, int maxLength) throws IOException {
        byte[] one = new byte[1];
        if (in.read(one, 0, 1) < 0) {
            return OptionalInt.empty();
        }
        Varint.Reading reading = new Varint.Reading();
        while (!reading.accept(one[0])) {
            in.readFully(one, 0, 1);
        }
        long length = reading.value();
        if (length < 0 || length > maxLength) {
            throw new WireException("message of " + Long.toUnsignedString(length) + " bytes, allowed are " + maxLength);
        }
        return OptionalInt.of((int) length);
    }

    /** The message itself. Memory is taken as the bytes arrive: a length alone costs nothing. */
    public static byte[] readBody(Duplex in, int length) throws IOException {
        byte[] message = new byte[Math.min(length, FIRST_PIECE)];
        int done = 0;
        while (done < length) {
            if (done == message.length) {
                message = Arrays.copyOf(message, (int) Math.min(length, 2L * message.length));
            }
            in.readFully(message, done, message.length - done);
            done = message.length;
        }
        return message;
    }

    /** {@code message} behind its length. */
    public static byte[] frame(byte[] message) {
        byte[] length = Varint.encode(message.length);
        byte[] out = new byte[length.length + message.length];
        System.arraycopy(length, 0, out, 0, length.length);
        System.arraycopy(message, 0, out, length.length, message.length);
        return out;
    }
}
