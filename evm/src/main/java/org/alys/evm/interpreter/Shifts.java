package org.alys.evm.interpreter;

/** Shifts, the picking of bytes and the counting of zeros. The shift or index is the word at {@code a}; the result takes the place of {@code b}. */
final class Shifts {
    private Shifts() {}

    static void left(long[] s, int a, int b) {
        long by = Words.toLong(s, a);
        if (by >= 256) {
            Words.set(s, b, 0);
            return;
        }
        long w0 = s[b];
        long w1 = s[b + 1];
        long w2 = s[b + 2];
        long w3 = s[b + 3];
        for (int whole = (int) by >>> 6; whole > 0; whole--) {
            w3 = w2;
            w2 = w1;
            w1 = w0;
            w0 = 0;
        }
        int bits = (int) by & 63;
        if (bits != 0) {
            w3 = w3 << bits | w2 >>> -bits;
            w2 = w2 << bits | w1 >>> -bits;
            w1 = w1 << bits | w0 >>> -bits;
            w0 <<= bits;
        }
        store(s, b, w0, w1, w2, w3);
    }

    static void right(long[] s, int a, int b) {
        shiftRight(s, a, b, 0);
    }

    static void arithmeticRight(long[] s, int a, int b) {
        shiftRight(s, a, b, s[b + 3] >> 63);
    }

    private static void shiftRight(long[] s, int a, int b, long fill) {
        long by = Words.toLong(s, a);
        if (by >= 256) {
            store(s, b, fill, fill, fill, fill);
            return;
        }
        long w0 = s[b];
        long w1 = s[b + 1];
        long w2 = s[b + 2];
        long w3 = s[b + 3];
        for (int whole = (int) by >>> 6; whole > 0; whole--) {
            w0 = w1;
            w1 = w2;
            w2 = w3;
            w3 = fill;
        }
        int bits = (int) by & 63;
        if (bits != 0) {
            w0 = w0 >>> bits | w1 << -bits;
            w1 = w1 >>> bits | w2 << -bits;
            w2 = w2 >>> bits | w3 << -bits;
            w3 = w3 >>> bits | fill << -bits;
        }
        store(s, b, w0, w1, w2, w3);
    }

    /** The byte of b whose index from the most significant one is a. */
    static void pickByte(long[] s, int a, int b) {
        long index = Words.toLong(s, a);
        Words.set(s, b, index >= 32 ? 0 : s[b + 3 - ((int) index >>> 3)] >>> (56 - 8 * ((int) index & 7)) & 0xff);
    }

    /** Extends the sign of the a + 1 low bytes of b. */
    static void extendSign(long[] s, int a, int b) {
        long index = Words.toLong(s, a);
        if (index >= 31) {
            return;
        }
        int limb = (int) index >>> 3;
        int unused = 56 - 8 * ((int) index & 7);
        long extended = s[b + limb] << unused >> unused;
        s[b + limb] = extended;
        for (int i = limb + 1; i < Words.LIMBS; i++) {
            s[b + i] = extended >> 63;
        }
    }

    /** The number of zero bits above the highest one of the word at {@code a}, 256 for zero, takes its place (EIP-7939). */
    static void countLeadingZeros(long[] s, int a) {
        int zeros = 0;
        for (int i = Words.LIMBS - 1; i >= 0 && zeros == Long.SIZE * (Words.LIMBS - 1 - i); i--) {
            zeros += Long.numberOfLeadingZeros(s[a + i]);
        }
        Words.set(s, a, zeros);
    }

    private static void store(long[] s, int b, long w0, long w1, long w2, long w3) {
        s[b] = w0;
        s[b + 1] = w1;
        s[b + 2] = w2;
        s[b + 3] = w3;
    }
}
