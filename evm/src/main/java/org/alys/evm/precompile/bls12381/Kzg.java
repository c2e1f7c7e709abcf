package org.alys.evm.precompile.bls12381;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import org.alys.primitives.Hashes;
import org.alys.primitives.Hex;
import supranational.blst.P1;
import supranational.blst.P1_Affine;
import supranational.blst.P2_Affine;
import supranational.blst.Pairing;

/**
 * The check of EIP-4844 that a polynomial behind a commitment has a given value at a given point (Kate, Zaverucha and Goldberg,
 * 2010). Of the ceremony's result it needs one point only, the secret times the generator of G2.
 */
public final class Kzg {
    private static final int SIZE = 192;
    private static final int Z = 32;
    private static final int Y = 64;
    private static final int COMMITMENT = 96;
    private static final int PROOF = 144;
    private static final byte VERSION = 1;
    private static final int COMPRESSED = 0x80;

    private static final P2_Affine SECRET =
            new P2_Affine(Hex.decode("b5bfd7dd8cdeb128843bc287230af38926187075cbfbefa81009a2ce615ac53d"
                    + "2914e5870cb452d2afaaab24f3499f72185cbfee53492714734429b7b38608e2"
                    + "3926c911cceceac9a36851477ba4c60b087041de621000edc98edada20c1def2"));
    private static final P2_Affine NEGATIVE_GENERATOR =
            P2_Affine.generator().to_jacobian().neg().to_affine();
    /** The number of field elements in a blob, and the modulus of the field. */
    private static final byte[] SUCCESS = Hex.decode("00".repeat(30) + "1000" + String.format("%064x", Bls12381.ORDER));

    private Kzg() {}

    /**
     * Checks versioned hash, point z, value y, commitment and proof: 192 bytes. Empty when anything is wrong with them.
     */
    public static Optional<byte[]> evaluatePoint(byte[] input) {
        if (input.length != SIZE) {
            return Optional.empty();
        }
        byte[] hash = Hashes.sha256(Arrays.copyOfRange(input, COMMITMENT, PROOF));
        hash[0] = VERSION;
        BigInteger z = new BigInteger(1, input, Z, Coding.SCALAR);
        BigInteger y = new BigInteger(1, input, Y, Coding.SCALAR);
        if (!Arrays.equals(hash, 0, Z, input, 0, Z)
                || z.compareTo(Bls12381.ORDER) >= 0
                || y.compareTo(Bls12381.ORDER) >= 0) {
            return Optional.empty();
        }
        return point(input, COMMITMENT)
                .flatMap(commitment -> point(input, PROOF).filter(proof -> verify(commitment, proof, z, y)))
                .map(_ -> SUCCESS.clone());
    }

    /** Whether e(proof, secret) = e(commitment - y + z proof, 1): all products in G1, where they are cheap. */
    private static boolean verify(P1_Affine commitment, P1_Affine proof, BigInteger z, BigInteger y) {
        P1_Affine rest = commitment
                .to_jacobian()
                .add(P1.generator().mult(y).neg())
                .add(proof.to_jacobian().mult(z))
                .to_affine();
        if (proof.is_inf() || rest.is_inf()) {
            return proof.is_inf() && rest.is_inf();
        }
        Pairing pairing = new Pairing(true, "");
        pairing.raw_aggregate(SECRET, proof);
        pairing.raw_aggregate(NEGATIVE_GENERATOR, rest);
        pairing.commit();
        return pairing.as_fp12().final_exp().is_one();
    }

    /** A compressed point of the subgroup. The library reports malformed ones by throwing exactly {@link RuntimeException}. */
    private static Optional<P1_Affine> point(byte[] input, int offset) {
        if ((input[offset] & COMPRESSED) == 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(new P1_Affine(Arrays.copyOfRange(input, offset, offset + Fp.BYTES)))
                    .filter(P1_Affine::in_group);
        } catch (RuntimeException e) {
            if (e.getClass() == RuntimeException.class) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
