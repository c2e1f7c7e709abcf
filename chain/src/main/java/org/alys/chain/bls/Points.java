package org.alys.chain.bls;

import java.util.Optional;
import java.util.function.Function;
import org.alys.primitives.Bytes;
import supranational.blst.P1_Affine;
import supranational.blst.P2_Affine;

/** Unpacks compressed points. The library reads uncompressed ones too and reports faults by throwing; here neither gets through. */
final class Points {
    private static final int COMPRESSED = 0x80;

    private Points() {}

    /** A point on the curve of G1, which may be infinity or outside the subgroup. */
    static Optional<P1_Affine> g1(Bytes compressed) {
        return unpack(compressed, BlsPublicKey.SIZE, P1_Affine::new);
    }

    /** A point on the curve of G2, which may be infinity or outside the subgroup. */
    static Optional<P2_Affine> g2(Bytes compressed) {
        return unpack(compressed, BlsSignature.SIZE, P2_Affine::new);
    }

    /** A point that may be a signature: in the subgroup of G2; infinity is. */
    static Optional<P2_Affine> signature(BlsSignature signature) {
        return g2(signature.bytes()).filter(P2_Affine::in_group);
    }

    private static <P> Optional<P> unpack(Bytes compressed, int size, Function<byte[], P> constructor) {
        if (compressed.size() != size || (compressed.get(0) & COMPRESSED) == 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(constructor.apply(compressed.toArray()));
        } catch (RuntimeException e) {
            if (e.getClass() == RuntimeException.class) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
