package org.alys.primitives.ssz;

import java.security.DigestException;
import java.security.MessageDigest;
import org.alys.primitives.Hashes;

/** The binary tree of SHA-256 over 32-byte chunks; empty places to the right are zero chunks that are never stored. */
final class Merkle {
    static final int CHUNK = 32;

    /** Deep enough for any list whose limit is a long. */
    private static final int MAX_DEPTH = 64;

    private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(Hashes::newSha256);
    private static final byte[][] ZERO_ROOTS = zeroRoots();

    private Merkle() {}

    /** Room for {@code count} chunks, padded so that {@link #root} can work in place. */
    static byte[] newChunks(int count) {
        return new byte[Math.multiplyExact(Math.addExact(count, count & 1), CHUNK)];
    }

    /** The depth of the tree that has room for {@code limit} chunks. */
    static int depth(long limit) {
        return limit <= 1 ? 0 : Long.SIZE - Long.numberOfLeadingZeros(limit - 1);
    }

    /** Writes the root of the first {@code count} of {@code chunks} in a tree of {@code depth} to {@code out}. Uses up {@code chunks}. */
    static void root(byte[] chunks, int count, int depth, byte[] out, int at) {
        if (count == 0) {
            System.arraycopy(ZERO_ROOTS[depth], 0, out, at, CHUNK);
            return;
        }
        MessageDigest sha = SHA_256.get();
        int width = count;
        for (int level = 0; level < depth; level++) {
            if ((width & 1) == 1) {
                System.arraycopy(ZERO_ROOTS[level], 0, chunks, width * CHUNK, CHUNK);
            }
            width = (width + 1) / 2;
            for (int i = 0; i < width; i++) {
                sha.update(chunks, 2 * i * CHUNK, 2 * CHUNK);
                digestInto(sha, chunks, i * CHUNK);
            }
        }
        System.arraycopy(chunks, 0, out, at, CHUNK);
    }

    /** Replaces the root at {@code at} by the root of a list with that content and {@code length} elements. */
    static void mixInLength(byte[] out, int at, long length) {
        byte[] chunk = new byte[CHUNK];
        for (int i = 0; i < Long.BYTES; i++) {
            chunk[i] = (byte) (length >>> (8 * i));
        }
        MessageDigest sha = SHA_256.get();
        sha.update(out, at, CHUNK);
        sha.update(chunk, 0, CHUNK);
        digestInto(sha, out, at);
    }

    private static void digestInto(MessageDigest sha, byte[] out, int at) {
        try {
            sha.digest(out, at, CHUNK);
        } catch (DigestException e) {
            throw new IllegalStateException("32 bytes of room are enough for SHA-256", e);
        }
    }

    private static byte[][] zeroRoots() {
        byte[][] roots = new byte[MAX_DEPTH + 1][];
        roots[0] = new byte[CHUNK];
        for (int i = 1; i < roots.length; i++) {
            roots[i] = Hashes.sha256(roots[i - 1], roots[i - 1]);
        }
        return roots;
    }
}
