package org.alys.p2p.yamux;

import java.nio.ByteBuffer;
import org.alys.p2p.wire.WireException;

/**
 * The head of a frame.
 *
 * @param length bytes that follow (data), growth of the window, ping value or reason of leaving; unsigned 32 bits
 */
record Frame(Type type, int flags, int streamId, long length) {
    static final int HEAD_LENGTH = 12;
    static final int SYN = 1;
    static final int ACK = 2;
    static final int FIN = 4;
    static final int RST = 8;

    private static final int VERSION = 0;
    private static final long UNSIGNED = 0xffff_ffffL;

    enum Type {
        DATA(0),
        WINDOW_UPDATE(1),
        PING(2),
        GO_AWAY(3);

        private final int code;

        Type(int code) {
            this.code = code;
        }

        private static Type of(int code) throws WireException {
            for (Type type : values()) {
                if (type.code == code) {
                    return type;
                }
            }
            throw new WireException("yamux frame type " + code);
        }
    }

    static Frame parse(byte[] head) throws WireException {
        ByteBuffer in = ByteBuffer.wrap(head, 0, HEAD_LENGTH);
        int version = in.get() & 0xff;
        if (version != VERSION) {
            throw new WireException("yamux version " + version);
        }
        Type type = Type.of(in.get() & 0xff);
        int flags = in.getShort() & 0xffff;
        return new Frame(type, flags, in.getInt(), in.getInt() & UNSIGNED);
    }

    boolean has(int flag) {
        return (flags & flag) != 0;
    }

    byte[] encode() {
        byte[] out = new byte[HEAD_LENGTH];
        put(out, 0);
        return out;
    }

    /** Writes itself over the bytes from {@code at} on. */
    void put(byte[] out, int at) {
        ByteBuffer.wrap(out, at, HEAD_LENGTH)
                .put((byte) VERSION)
                .put((byte) type.code)
                .putShort((short) flags)
                .putInt(streamId)
                .putInt((int) length);
    }
}
