package org.alys.evm.precompile.bls12381;

import java.math.BigInteger;

/** Powers of one fixed exponent in Fp, by windows of four bits. */
final class Power {
    private static final int WINDOW = 4;
    private static final int TABLE_SIZE = 1 << WINDOW;

    private final byte[] digits;

    Power(BigInteger exponent) {
        digits = new byte[(exponent.bitLength() + WINDOW - 1) / WINDOW];
        for (int i = 0; i < digits.length; i++) {
            digits[i] = (byte) (exponent.shiftRight(WINDOW * i).intValue() & (TABLE_SIZE - 1));
        }
    }

    /** The power of the number at {@code x}. */
    void of(long[] m, int z, int x) {
        long[] table = new long[(TABLE_SIZE + 1) * Fp.SIZE];
        Fp.set(table, 0, BigInteger.ONE);
        Fp.set(table, Fp.SIZE, m, x);
        for (int i = 2; i < TABLE_SIZE; i++) {
            Fp.mul(table, i * Fp.SIZE, (i - 1) * Fp.SIZE, Fp.SIZE);
        }
        int power = TABLE_SIZE * Fp.SIZE;
        Fp.set(table, power, table, 0);
        for (int i = digits.length - 1; i >= 0; i--) {
            for (int bit = 0; bit < WINDOW; bit++) {
                Fp.mul(table, power, power, power);
            }
            if (digits[i] != 0) {
                Fp.mul(table, power, power, digits[i] * Fp.SIZE);
            }
        }
        Fp.set(m, z, table, power);
    }
}
