package org.alys.evm.precompile.bn254;

import java.math.BigInteger;

/**
 * Splits a factor k of a point of G1 into two of half its length (Gallant, Lambert and Vanstone, 2001): k = first + second L
 * modulo the order, where L is what the endomorphism (x, y) to (B x, y) multiplies by.
 */
record Glv(BigInteger first, BigInteger second) {
    /** A cube root of one modulo p. */
    static final BigInteger B = new BigInteger("2203960485148121921418603742825762020974279258880205651966");

    private static final BigInteger L = new BigInteger("4407920970296243842393367215006156084916469457145843978461");

    /** Two short vectors (x, y) with x + y L = 0 modulo the order: remainders of Euclid's algorithm, on both sides of its root. */
    private static final BigInteger[] V = vector(0);

    private static final BigInteger[] W = vector(1);
    private static final BigInteger DETERMINANT = V[0].multiply(W[1]).subtract(V[1].multiply(W[0]));

    /** Factors that may be negative, both of about 128 bits. */
    static Glv split(BigInteger k) {
        BigInteger v = quotient(k.multiply(W[1]));
        BigInteger w = quotient(k.multiply(V[1]).negate());
        return new Glv(
                k.subtract(v.multiply(V[0])).subtract(w.multiply(W[0])),
                v.multiply(V[1]).add(w.multiply(W[1])).negate());
    }

    private static BigInteger quotient(BigInteger dividend) {
        return dividend.divide(DETERMINANT);
    }

    private static BigInteger[] vector(int stepsBeyond) {
        BigInteger last = G1.ORDER;
        BigInteger next = L;
        BigInteger lastFactor = BigInteger.ZERO;
        BigInteger factor = BigInteger.ONE;
        int steps = stepsBeyond;
        while (next.bitLength() > G1.ORDER.bitLength() / 2 || steps-- > 0) {
            BigInteger[] division = last.divideAndRemainder(next);
            BigInteger following = lastFactor.subtract(division[0].multiply(factor));
            last = next;
            next = division[1];
            lastFactor = factor;
            factor = following;
        }
        return new BigInteger[] {next, factor.negate()};
    }
}
