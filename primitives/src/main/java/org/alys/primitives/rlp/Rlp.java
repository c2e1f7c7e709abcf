package org.alys.primitives.rlp;

import java.math.BigInteger;
import java.util.List;

/** Writes RLP. Every method returns a complete item with its prefix. */
public final class Rlp {
    private static final int SHORT_LIMIT = 55;

    private Rlp() {}

    /** A byte string. */
    public static byte[] string(byte[] content) {
        boolean isItsOwnPrefix = content.length == 1 && (content[0] & 0xff) < 0x80;
        return isItsOwnPrefix ? content.clone() : prefixed(0x80, content);
    }

    /** A number from 0 on: its bytes without leading zeros. */
    public static byte[] number(long value) {
        return number(BigInteger.valueOf(value));
    }

    /** A number from 0 on: its bytes without leading zeros. */
    public static byte[] number(BigInteger value) {
        return string(minimalBytes(value));
    }

    /** A list of items that are encoded already. */
    public static byte[] list(List<byte[]> items) {
        return prefixed(0xc0, concat(items));
    }

    /** A list of items that are encoded already. */
    public static byte[] list(byte[]... items) {
        return list(List.of(items));
    }

    private static byte[] prefixed(int base, byte[] content) {
        if (content.length <= SHORT_LIMIT) {
            return concat(List.of(new byte[] {(byte) (base + content.length)}, content));
        }
        byte[] length = minimalBytes(BigInteger.valueOf(content.length));
        return concat(List.of(new byte[] {(byte) (base + SHORT_LIMIT + length.length)}, length, content));
    }

    private static byte[] minimalBytes(BigInteger value) {
        if (value.signum() < 0) {
            throw new IllegalArgumentException("RLP has no negative numbers: " + value);
        }
        byte[] signed = value.toByteArray();
        int skip = signed[0] == 0 ? 1 : 0;
        byte[] minimal = new byte[signed.length - skip];
        System.arraycopy(signed, skip, minimal, 0, minimal.length);
        return minimal;
    }

    private static byte[] concat(List<byte[]> parts) {
        int size = parts.stream().mapToInt(part -> part.length).sum();
        byte[] out = new byte[size];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, out, at, part.length);
            at += part.length;
        }
        return out;
    }
}
