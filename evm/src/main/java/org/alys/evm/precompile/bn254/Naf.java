package org.alys.evm.precompile.bn254;

import java.math.BigInteger;
import java.util.Arrays;

/** Signed digits of a number: each is zero or odd, and of {@code width} digits in a row at most one is not zero. */
final class Naf {
    private Naf() {}

    /**
     * The digits, lowest first, each below 2^(width - 1) in size.
     *
     * @param number not negative
     * @param width 2 to 7
     */
    static byte[] of(BigInteger number, int width) {
        byte[] digits = new byte[number.bitLength() + 1];
        BigInteger rest = number;
        int modulus = 1 << width;
        int length = 0;
        for (int i = 0; rest.signum() != 0; i++) {
            int zeros = rest.getLowestSetBit();
            i += zeros;
            rest = rest.shiftRight(zeros);
            int digit = rest.intValue() & (modulus - 1);
            digit = digit >= modulus / 2 ? digit - modulus : digit;
            digits[i] = (byte) digit;
            rest = rest.subtract(BigInteger.valueOf(digit)).shiftRight(1);
            length = i + 1;
        }
        return Arrays.copyOf(digits, length);
    }
}
