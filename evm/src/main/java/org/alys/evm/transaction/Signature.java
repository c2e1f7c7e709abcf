package org.alys.evm.transaction;

import org.alys.primitives.UInt256;

/**
 * A recoverable ECDSA signature over secp256k1, as it came: not checked.
 *
 * @param yParity 0 or 1 in anything valid; an authorization (EIP-7702) can carry any byte
 */
public record Signature(int yParity, UInt256 r, UInt256 s) {
    /** Whether it is the zeros of a transaction that nobody signed. */
    public boolean isNone() {
        return r.isZero() && s.isZero();
    }
}
