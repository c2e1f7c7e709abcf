package org.alys.evm.precompile;

import java.util.Optional;
import org.alys.evm.crypto.Secp256k1;
import org.alys.primitives.Bytes32;
import org.alys.primitives.UInt256;

/** 0x01: the address that signed a hash. An invalid signature gives no output, and is no failure. */
final class EcRecover implements Precompile {
    private static final int SIZE = 4 * Input.WORD;
    private static final int V_OF_EVEN = 27;
    private static final int PADDING = 12;
    private static final byte[] NOTHING = {};

    @Override
    public long gas(byte[] input) {
        return 3000;
    }

    @Override
    public Optional<byte[]> run(byte[] input) {
        byte[] padded = input.length >= SIZE ? input : Input.slice(input, 0, SIZE);
        UInt256 v = UInt256.fromBytes(padded, Input.WORD);
        if ((v.w3() | v.w2() | v.w1()) != 0 || (v.w0() != V_OF_EVEN && v.w0() != V_OF_EVEN + 1)) {
            return Optional.of(NOTHING);
        }
        UInt256 r = UInt256.fromBytes(padded, 2 * Input.WORD);
        UInt256 s = UInt256.fromBytes(padded, 3 * Input.WORD);
        return Optional.of(Secp256k1.recoverAddress(Bytes32.copyOf(padded, 0), r, s, (int) v.w0() - V_OF_EVEN)
                .map(address -> Input.leftPadded(address.toArray(), PADDING))
                .orElse(NOTHING));
    }
}
