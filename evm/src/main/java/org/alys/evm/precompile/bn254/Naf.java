package org.alys.evm.precompile.bn254;

import java.math.BigInteger;
import java.util.Arrays;

/** Signed digits of a number: each is zero or odd, and of {@code width} digits in a row at most one is not zero. */
final class Naf {
    private Naf() {}

    /**
     * The digits, lowest first, each below 2^(width - 1) in size; the highest is not zero.
     *
     * @param number not negative
     * @param width 2 to 7
     */
    static byte[] of(BigInteger number, int width) {
        int bits = number.bitLength();
        long[] rest = new long[bits / Long.SIZE + 2];
        for (int i = 0; i < rest.length; i++) {
            rest[i] = number.shiftRight(Long.SIZE * i).longValue();
        }
        byte[] digits = new byte[bits + 1];
        int modulus = 1 << width;
        int length = 0;
        for (int i = 0; i <= bits; i++) {
            if ((rest[i >>> 6] >>> i & 1) == 0) {
                continue;
            }
            int digit = low(rest, i) & (modulus - 1);
            if (digit >= modulus / 2) {
                digit -= modulus;
                add(rest, i + width);
            }
            digits[i] = (byte) digit;
            length = i + 1;
            i += width - 1;
        }
        return Arrays.copyOf(digits, length);
    }

    /** The bits from {@code from} on, 8 of them at least. */
    private static int low(long[] number, int from) {
        int word = from >>> 6;
        int shift = from & 63;
        long bits = number[word] >>> shift;
        return (int) (shift == 0 ? bits : bits | number[word + 1] << (Long.SIZE - shift));
    }

    /** Adds 2^at. */
    private static void add(long[] number, int at) {
        int word = at >>> 6;
        number[word] += 1L << at;
        for (boolean carries = Long.compareUnsigned(number[word], 1L << at) < 0; carries; ) {
            word++;
            number[word]++;
            carries = number[word] == 0;
        }
    }
}
