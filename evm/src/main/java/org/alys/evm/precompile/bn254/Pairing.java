package org.alys.evm.precompile.bn254;

import java.math.BigInteger;

/**
 * Whether a product of optimal ate pairings (Vercauteren, 2008) is one: a Miller loop for all pairs together, then one final
 * exponentiation.
 */
final class Pairing {
    private static final int PAIR_BYTES = G1.BYTES + G2.BYTES;

    /** 6 u + 2. */
    private static final byte[] DIGITS =
            Naf.of(FinalExponentiation.U.multiply(BigInteger.valueOf(6)).add(BigInteger.TWO), 2);

    private static final int VALUE = FinalExponentiation.SCRATCH;
    private static final int LINE = VALUE + Fp12.SIZE;
    private static final int POINT = LINE + 3 * Fp2.SIZE;
    private static final int PAIRS = POINT + G2.AFFINE;

    /** What is kept of a pair: the point of G1, that of G2, and its multiple. */
    private static final int P = 0;

    private static final int Q = P + G1.AFFINE;
    private static final int T = Q + G2.AFFINE;
    private static final int PAIR_SIZE = T + G2.HOMOGENEOUS;

    private final long[] m;
    private final int end;

    private Pairing(long[] m, int end) {
        this.m = m;
        this.end = end;
    }

    /** What the pairs of an input give. */
    enum Verdict {
        ONE,
        NOT_ONE,
        /** Some point is not on its curve or not of order r. */
        INVALID
    }

    /** Checks pairs of 192 bytes, of which {@code input} holds a whole number. */
    static Verdict check(byte[] input) {
        long[] m = new long[PAIRS + input.length / PAIR_BYTES * PAIR_SIZE];
        int end = PAIRS;
        for (int offset = 0; offset < input.length; offset += PAIR_BYTES) {
            if (!G1.decode(m, end + P, input, offset) || !G2.decode(m, end + Q, input, offset + G1.BYTES)) {
                return Verdict.INVALID;
            }
            // a pair with infinity gives one; but a point of G2 beside infinity has yet to prove its order
            if (!G2.isInfinity(m, end + Q)) {
                G2.toHomogeneous(m, end + T, end + Q);
                end += PAIR_SIZE;
            }
        }
        Pairing pairing = new Pairing(m, end);
        if (!pairing.millerLoop()) {
            return Verdict.INVALID;
        }
        FinalExponentiation.apply(m, VALUE);
        return Fp12.isOne(m, VALUE) ? Verdict.ONE : Verdict.NOT_ONE;
    }

    /** Whether all points of G2 are of order r; then the value is set. */
    private boolean millerLoop() {
        Fp12.setOne(m, VALUE);
        for (int i = DIGITS.length - 2; i >= 0; i--) {
            Fp12.square(m, VALUE, VALUE);
            for (int pair = PAIRS; pair < end; pair += PAIR_SIZE) {
                G2.twice(m, pair + T, LINE);
                multiplyByLine(pair);
                if (DIGITS[i] > 0) {
                    add(pair, pair + Q);
                } else if (DIGITS[i] < 0) {
                    G2.negate(m, POINT, pair + Q);
                    add(pair, POINT);
                }
            }
        }
        for (int pair = PAIRS; pair < end; pair += PAIR_SIZE) {
            if (!finish(pair)) {
                return false;
            }
        }
        return true;
    }

    /**
     * The last two additions. They leave T = (6 u + 2) Q + F(Q) - F^2(Q), with F the Frobenius endomorphism, and T = -F^3(Q) holds
     * for points of order r and for no others: the polynomial 6 u + 2 + X - X^2 + X^3 and the characteristic one of F,
     * X^2 - t X + p, have a resultant that shares with the order of the curve just the factor r (El Housni et al., 2022/348,
     * have this kind of test). Should a step have met points it cannot add, then z is zero, and the test fails as it should:
     * that does not happen to points of order r.
     */
    private boolean finish(int pair) {
        G2.frobenius(m, POINT, pair + Q);
        add(pair, POINT);
        G2.frobenius(m, POINT, POINT);
        G2.negate(m, POINT, POINT);
        add(pair, POINT);
        G2.frobenius(m, POINT, POINT);
        return G2.equal(m, pair + T, POINT);
    }

    private void add(int pair, int point) {
        G2.add(m, pair + T, point, LINE);
        multiplyByLine(pair);
    }

    private void multiplyByLine(int pair) {
        if (!G1.isInfinity(m, pair + P)) {
            Fp2.scale(m, LINE, LINE, pair + P + Fp.SIZE);
            Fp2.scale(m, LINE + Fp2.SIZE, LINE + Fp2.SIZE, pair + P);
            Fp12.mulByLine(m, VALUE, VALUE, LINE);
        }
    }
}
