package org.alys.evm.trie;

import java.util.Arrays;

/** Half bytes: of keys, which pack two in a byte, and of paths, which hold one in a byte. */
final class Nibbles {
    private Nibbles() {}

    static int count(byte[] key) {
        return key.length * 2;
    }

    static int at(byte[] key, int index) {
        return (key[index >> 1] >> ((index & 1) == 0 ? 4 : 0)) & 0xf;
    }

    /** Nibbles {@code from} to {@code to} of a key. */
    static byte[] path(byte[] key, int from, int to) {
        byte[] path = new byte[to - from];
        for (int i = from; i < to; i++) {
            path[i - from] = (byte) at(key, i);
        }
        return path;
    }

    /** How many nibbles of {@code path} the key has from nibble {@code from} on. */
    static int matching(byte[] path, byte[] key, int from) {
        int limit = Math.min(path.length, count(key) - from);
        int length = 0;
        while (length < limit && path[length] == at(key, from + length)) {
            length++;
        }
        return length;
    }

    /** How many nibbles two keys share from nibble {@code from} on. */
    static int shared(byte[] a, byte[] b, int from) {
        int limit = Math.min(count(a), count(b));
        int at = from;
        while (at < limit && at(a, at) == at(b, at)) {
            at++;
        }
        return at - from;
    }

    static byte[] concat(byte[] head, byte[] tail) {
        byte[] all = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, all, head.length, tail.length);
        return all;
    }

    static byte[] prepend(int nibble, byte[] tail) {
        byte[] all = new byte[tail.length + 1];
        all[0] = (byte) nibble;
        System.arraycopy(tail, 0, all, 1, tail.length);
        return all;
    }

    /** Hex-prefix encoding (appendix C). */
    static byte[] compact(byte[] path, boolean leaf) {
        int odd = path.length & 1;
        byte[] compact = new byte[path.length / 2 + 1];
        compact[0] = (byte) (((leaf ? 2 : 0) + odd) << 4 | (odd == 1 ? path[0] : 0));
        for (int i = 1, at = odd; i < compact.length; i++, at += 2) {
            compact[i] = (byte) (path[at] << 4 | path[at + 1]);
        }
        return compact;
    }

    /** Whether a hex-prefix encoding is that of a leaf. */
    static boolean isLeaf(byte[] compact) {
        return compact.length > 0 && (compact[0] & 0x20) != 0;
    }

    /**
     * The path of a hex-prefix encoding.
     *
     * @throws IllegalArgumentException when it is not one
     */
    static byte[] expand(byte[] compact) {
        int flags = compact.length == 0 ? -1 : (compact[0] & 0xff) >> 4;
        boolean odd = (flags & 1) == 1;
        if (flags < 0 || flags > 3 || (!odd && (compact[0] & 0xf) != 0)) {
            throw new IllegalArgumentException("not a hex-prefix encoded path");
        }
        return path(compact, odd ? 1 : 2, count(compact));
    }
}
