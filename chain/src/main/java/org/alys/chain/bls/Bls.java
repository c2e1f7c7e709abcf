package org.alys.chain.bls;

import java.math.BigInteger;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import supranational.blst.BLST_ERROR;
import supranational.blst.P1;
import supranational.blst.P1_Affine;
import supranational.blst.P2;
import supranational.blst.P2_Affine;
import supranational.blst.Pairing;

/**
 * BLS signatures with public keys in G1 (draft-irtf-cfrg-bls-signature, proof-of-possession scheme). Signatures are hostile
 * until verified: a malformed one verifies false, it never throws.
 */
public final class Bls {
    private static final String SIGNATURE_DST = "BLS_SIG_BLS12381G2_XMD:SHA-256_SSWU_RO_POP_";
    private static final String POSSESSION_DST = "BLS_POP_BLS12381G2_XMD:SHA-256_SSWU_RO_POP_";

    private Bls() {}

    /** One signature to be checked: {@code signature} of {@code message} under {@code publicKey}. */
    public record Claim(BlsPublicKey publicKey, Bytes32 message, BlsSignature signature) {}

    public static BlsSignature sign(BlsSecretKey key, Bytes32 message) {
        return sign(key, message.toArray(), SIGNATURE_DST);
    }

    public static boolean verify(BlsPublicKey key, Bytes32 message, BlsSignature signature) {
        return verify(key.point(), message.toArray(), SIGNATURE_DST, signature);
    }

    /**
     * The sum of {@code signatures}; empty when there are none or one is no point of the subgroup. Says nothing about what
     * they sign.
     */
    public static Optional<BlsSignature> aggregate(Collection<BlsSignature> signatures) {
        P2 sum = new P2();
        for (BlsSignature signature : signatures) {
            Optional<P2_Affine> point = Points.signature(signature);
            if (point.isEmpty()) {
                return Optional.empty();
            }
            sum.add(point.get());
        }
        return signatures.isEmpty() ? Optional.empty() : Optional.of(new BlsSignature(Bytes.of(sum.compress())));
    }

    /**
     * Whether {@code aggregate} is the sum of one signature of {@code message} by each of {@code keys} (FastAggregateVerify).
     * Sound only for keys whose possession was proven. No keys verify false.
     */
    public static boolean verifyAggregate(Collection<BlsPublicKey> keys, Bytes32 message, BlsSignature aggregate) {
        return !keys.isEmpty() && verify(sum(keys), message.toArray(), SIGNATURE_DST, aggregate);
    }

    /** The public key that an aggregate of one message under {@code keys}, at least one, verifies with. */
    public static BlsPublicKey aggregateKeys(Collection<BlsPublicKey> keys) {
        return BlsPublicKey.of(sum(keys));
    }

    /**
     * Whether every claim holds, at less cost than one by one. All but the first are weighed with random 64-bit numbers, so that
     * wrong signatures that cancel out are noticed with overwhelming probability; {@code random} must not be predictable by
     * those who sign. No claims hold.
     */
    public static boolean verifyAll(List<Claim> claims, RandomGenerator random) {
        Pairing pairing = new Pairing(true, SIGNATURE_DST);
        for (int i = 0; i < claims.size(); i++) {
            if (!add(pairing, claims.get(i), i == 0 ? BigInteger.ONE : weight(random))) {
                return false;
            }
        }
        pairing.commit();
        return claims.isEmpty() || pairing.finalverify();
    }

    /** Adds a claim to the product of pairings; false when its signature is no point of the subgroup, which the library checks. */
    private static boolean add(Pairing pairing, Claim claim, BigInteger weight) {
        byte[] message = claim.message().toArray();
        return Points.g2(claim.signature().bytes())
                .map(point -> weight.equals(BigInteger.ONE)
                        ? pairing.aggregate(claim.publicKey().point(), point, message)
                        : pairing.mul_n_aggregate(claim.publicKey().point(), point, weight, message))
                .filter(outcome -> outcome == BLST_ERROR.BLST_SUCCESS)
                .isPresent();
    }

    /** Proof that whoever made it holds the secret key: without it a member could choose a key that cancels others (rogue key). */
    public static BlsSignature provePossession(BlsSecretKey key) {
        return sign(key, key.publicKey().bytes().toArray(), POSSESSION_DST);
    }

    public static boolean verifyPossession(BlsPublicKey key, BlsSignature proof) {
        return verify(key.point(), key.bytes().toArray(), POSSESSION_DST, proof);
    }

    private static BlsSignature sign(BlsSecretKey key, byte[] message, String dst) {
        return new BlsSignature(
                Bytes.of(key.signHashed(new P2().hash_to(message, dst)).compress()));
    }

    private static boolean verify(P1_Affine key, byte[] message, String dst, BlsSignature signature) {
        // core_verify checks the subgroup itself
        return Points.g2(signature.bytes())
                .filter(point ->
                        point.core_verify(key, /* hash_or_encode= */ true, message, dst) == BLST_ERROR.BLST_SUCCESS)
                .isPresent();
    }

    private static P1_Affine sum(Collection<BlsPublicKey> keys) {
        P1 sum = new P1();
        for (BlsPublicKey key : keys) {
            sum.add(key.point());
        }
        return sum.to_affine();
    }

    private static BigInteger weight(RandomGenerator random) {
        long weight = random.nextLong();
        return new BigInteger(Long.toUnsignedString(weight == 0 ? 1 : weight));
    }
}
