package org.alys.p2p.noise;

import java.util.Arrays;

/** Makes Noise messages, two bytes of length and then ciphertext, of parts that come one after the other. Used by one thread at a time. */
final class Sealer {
    private static final int HEADER = 2;
    private static final int MAX_PLAINTEXT = 0xffff - CipherState.TAG_LENGTH;
    private static final byte[] NOTHING = {};

    private final CipherState cipher;
    private byte[] out = NOTHING;
    private int size;
    /** Where the message that is not full yet begins, and its plaintext so far; 0 when there is none. */
    private int begin;

    private int filled;

    Sealer(CipherState cipher) {
        this.cipher = cipher;
    }

    void add(byte[] source, int offset, int length) {
        int messages = 1 + length / MAX_PLAINTEXT;
        ensureRoom(length + (messages + 1) * (HEADER + CipherState.TAG_LENGTH));
        int at = offset;
        int end = offset + length;
        while (at < end) {
            if (filled == 0) {
                begin = size;
                size += HEADER;
                cipher.begin();
            }
            int count = Math.min(end - at, MAX_PLAINTEXT - filled);
            cipher.append(source, at, count, out, size);
            at += count;
            size += count;
            filled += count;
            if (filled == MAX_PLAINTEXT) {
                seal();
            }
        }
    }

    /** Ends the message that is not full yet. */
    void seal() {
        if (filled == 0) {
            return;
        }
        cipher.seal(out, size);
        size += CipherState.TAG_LENGTH;
        int length = filled + CipherState.TAG_LENGTH;
        out[begin] = (byte) (length >> 8);
        out[begin + 1] = (byte) length;
        filled = 0;
    }

    /** The messages, in the first {@link #size} bytes; good until the next part comes. */
    byte[] messages() {
        return out;
    }

    int size() {
        return size;
    }

    /** Forgets the messages, and their memory if it is more than {@code kept} bytes. */
    void clear(int kept) {
        size = 0;
        if (out.length > kept) {
            out = NOTHING;
        }
    }

    private void ensureRoom(int more) {
        if (out.length - size < more) {
            out = Arrays.copyOf(out, size + more);
        }
    }
}
