package org.alys.evm.precompile;

/** Reads input that counts as followed by zeros without end, and prices it by the word. */
final class Input {
    static final int WORD = 32;

    private Input() {}

    /** {@code size} bytes from {@code offset} on, zeros where the input has ended. */
    static byte[] slice(byte[] input, long offset, int size) {
        byte[] slice = new byte[size];
        if (offset < input.length) {
            System.arraycopy(input, (int) offset, slice, 0, (int) Math.min(size, input.length - offset));
        }
        return slice;
    }

    /** {@code bytes} after {@code zeros} zeros. */
    static byte[] leftPadded(byte[] bytes, int zeros) {
        byte[] padded = new byte[zeros + bytes.length];
        System.arraycopy(bytes, 0, padded, zeros, bytes.length);
        return padded;
    }

    static long gas(long base, long perWord, byte[] input) {
        return base + perWord * ((input.length + WORD - 1L) / WORD);
    }
}
