package org.alys.p2p.wire;

import java.io.IOException;
import org.alys.p2p.transport.Duplex;

/** Messages behind a varint that gives their length. */
public final class Frames {
    private Frames() {}

    /** One message of at most {@code maxLength} bytes. */
    public static byte[] read(Duplex in, int maxLength) throws IOException {
        byte[] one = new byte[1];
        Varint.Reading reading = new Varint.Reading();
        do {
            in.readFully(one, 0, 1);
        } while (!reading.accept(one[0]));
        long length = reading.value();
        if (length < 0 || length > maxLength) {
            throw new WireException("message of " + Long.toUnsignedString(length) + " bytes, allowed are " + maxLength);
        }
        byte[] message = new byte[(int) length];
        in.readFully(message, 0, message.length);
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
