package org.alys.chain.spec;

import java.math.BigInteger;
import org.alys.primitives.Bytes;

/** Bitcoin's curve, y^2 = x^3 + 7 (SEC 2, section 2.4.1): just enough to know a point when one is in a chain spec. */
final class Secp256k1 {
    private static final BigInteger FIELD =
            new BigInteger("fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f", 16);
    private static final BigInteger SEVEN = BigInteger.valueOf(7);

    private Secp256k1() {}

    /** Whether 33 bytes are a parity, 2 or 3, and the x coordinate of a point. */
    static boolean isCompressedPoint(Bytes key) {
        if (key.size() != FederationMember.BITCOIN_KEY_SIZE || (key.get(0) != 2 && key.get(0) != 3)) {
            return false;
        }
        BigInteger x = new BigInteger(key.toHex().substring(2), 16);
        if (x.compareTo(FIELD) >= 0) {
            return false;
        }
        BigInteger square = x.modPow(BigInteger.valueOf(3), FIELD).add(SEVEN).mod(FIELD);
        BigInteger half = FIELD.subtract(BigInteger.ONE).shiftRight(1);
        return square.modPow(half, FIELD).equals(BigInteger.ONE);
    }
}
