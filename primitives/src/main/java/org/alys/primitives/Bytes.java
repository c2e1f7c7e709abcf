package org.alys.primitives;

import java.util.Arrays;

/** An immutable byte string of any length. */
public final class Bytes {
    public static final Bytes EMPTY = new Bytes(new byte[0]);

    private final byte[] bytes;

    private Bytes(byte[] bytes) {
        this.bytes = bytes;
    }

    /** A copy of {@code bytes}. */
    public static Bytes of(byte[] bytes) {
        return bytes.length == 0 ? EMPTY : new Bytes(bytes.clone());
    }

    /** The bytes that hex digits name, with or without {@code 0x}. */
    public static Bytes fromHex(String hex) {
        return new Bytes(Hex.decode(hex));
    }

    public byte[] toArray() {
        return bytes.clone();
    }

    public int size() {
        return bytes.length;
    }

    public boolean isEmpty() {
        return bytes.length == 0;
    }

    /** The byte at {@code index}, 0 to 255. */
    public int get(int index) {
        return bytes[index] & 0xff;
    }

    /** Copies all bytes into {@code target} from {@code offset} on. */
    public void copyTo(byte[] target, int offset) {
        System.arraycopy(bytes, 0, target, offset, bytes.length);
    }

    /** Hex digits without a prefix. */
    public String toHex() {
        return Hex.encode(bytes);
    }

    /** Hex digits after {@code 0x}. */
    public String toHex0x() {
        return Hex.encode0x(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return toHex0x();
    }
}
