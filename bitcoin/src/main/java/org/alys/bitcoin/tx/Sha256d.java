package org.alys.bitcoin.tx;

import java.security.DigestException;
import java.security.MessageDigest;
import org.alys.primitives.Bytes32;
import org.alys.primitives.Hashes;

/**
 * Double SHA-256 without garbage: one digest and one buffer, reused for every hash. For code that folds many Merkle
 * nodes or grinds nonces. Not safe for use by several threads.
 */
public final class Sha256d {
    private final MessageDigest digest = Hashes.newSha256();
    private final byte[] pair = new byte[2 * Bytes32.SIZE];

    /** Hashes {@code length} bytes of {@code input} from {@code offset} into 32 bytes of {@code output}. */
    public void hash(byte[] input, int offset, int length, byte[] output, int outputOffset) {
        try {
            digest.update(input, offset, length);
            digest.digest(output, outputOffset, Bytes32.SIZE);
            digest.update(output, outputOffset, Bytes32.SIZE);
            digest.digest(output, outputOffset, Bytes32.SIZE);
        } catch (DigestException e) {
            throw new IllegalArgumentException("the output has no room for 32 bytes at " + outputOffset, e);
        }
    }

    /** Replaces the 32 bytes of {@code node} by the hash of their Merkle parent. */
    public void foldInto(byte[] node, Bytes32 sibling, boolean siblingOnTheLeft) {
        sibling.copyTo(pair, siblingOnTheLeft ? 0 : Bytes32.SIZE);
        System.arraycopy(node, 0, pair, siblingOnTheLeft ? Bytes32.SIZE : 0, Bytes32.SIZE);
        hash(pair, 0, pair.length, node, 0);
    }
}
