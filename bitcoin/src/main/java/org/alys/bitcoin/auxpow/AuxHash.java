package org.alys.bitcoin.auxpow;

import org.alys.primitives.Bytes32;
import org.alys.primitives.Hashes;

/**
 * The hash a merged miner commits to: a double SHA-256, like a block hash of the auxiliary chain.
 *
 * @param bytes in the order in which the hash function puts them out, in which the chain branch folds them; {@code
 *     createauxblock} prints them reversed, and the coinbase holds the root of the chain tree in that reversed order
 */
public record AuxHash(Bytes32 bytes) {
    /** The double SHA-256 of {@code commitment}. */
    public static AuxHash of(byte[] commitment) {
        return new AuxHash(Hashes.sha256d(commitment));
    }

    /**
     * The hash that 64 hex digits of a mining RPC name.
     *
     * @throws IllegalArgumentException when they are not 64 hex digits
     */
    public static AuxHash fromDisplay(String hex) {
        return new AuxHash(Bytes32.fromHex(hex).reversed());
    }

    /** 64 hex digits as {@code createauxblock} prints them, without a prefix. */
    public String toDisplay() {
        return bytes.reversed().toHex();
    }

    @Override
    public String toString() {
        return toDisplay();
    }
}
