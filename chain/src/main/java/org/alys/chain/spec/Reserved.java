package org.alys.chain.spec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Hashes;

/** Addresses derived from text: to hold a key for one, somebody would have to invert Keccak-256. */
final class Reserved {
    private Reserved() {}

    static EvmAddress address(String text) {
        byte[] hash = Hashes.keccak256(text.getBytes(StandardCharsets.US_ASCII));
        return EvmAddress.of(Arrays.copyOfRange(hash, hash.length - EvmAddress.SIZE, hash.length));
    }
}
