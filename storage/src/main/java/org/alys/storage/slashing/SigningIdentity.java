package org.alys.storage.slashing;

import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;

/** Whose signatures a store records, and on which network. {@code publicKey} has 1 to 96 bytes (48 for BLS12-381). */
public record SigningIdentity(Bytes32 genesisRoot, Bytes publicKey) {
    static final int MAX_KEY = 96;

    public SigningIdentity {
        if (publicKey.isEmpty() || publicKey.size() > MAX_KEY) {
            throw new IllegalArgumentException("a public key has 1 to 96 bytes, not " + publicKey.size());
        }
    }
}
