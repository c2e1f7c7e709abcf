package org.alys.evm.state;

import org.alys.primitives.Bytes32;
import org.alys.primitives.UInt256;

/**
 * What the state holds of an account besides its storage.
 *
 * @param nonce unsigned, below 2^64 - 1 (EIP-2681)
 * @param balance in wei
 * @param codeHash Keccak-256 of the code, {@link #NO_CODE} when there is none
 */
public record Account(long nonce, UInt256 balance, Bytes32 codeHash) {
    /** Keccak-256 of the empty string. */
    public static final Bytes32 NO_CODE =
            Bytes32.fromHex("c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470");

    public static final Account EMPTY = new Account(0, UInt256.ZERO, NO_CODE);

    /** Whether the account is empty in the sense of EIP-161. */
    public boolean isEmpty() {
        return nonce == 0 && balance.isZero() && !hasCode();
    }

    public boolean hasCode() {
        return !codeHash.equals(NO_CODE);
    }
}
