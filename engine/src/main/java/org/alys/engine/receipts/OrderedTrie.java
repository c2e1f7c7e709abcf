package org.alys.engine.receipts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.alys.primitives.Bytes32;
import org.alys.primitives.Hashes;
import org.alys.primitives.rlp.Rlp;

/**
 * The root of the Merkle Patricia trie that maps {@code rlp(index)} to a value, as block headers commit to transactions
 * and receipts. Source: Ethereum yellow paper, appendix D, and section 4.3 for the keys.
 */
final class OrderedTrie {
    private static final byte[] EMPTY = Rlp.string(new byte[0]);

    private OrderedTrie() {}

    /** The root over {@code values} in their order; values must not be empty. */
    static Bytes32 root(List<byte[]> values) {
        if (values.isEmpty()) {
            return Bytes32.of(Hashes.keccak256(EMPTY));
        }
        List<Leaf> leaves = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            leaves.add(new Leaf(nibbles(Rlp.number(i)), values.get(i)));
        }
        leaves.sort((a, b) -> Arrays.compare(a.path, b.path));
        return Bytes32.of(Hashes.keccak256(node(leaves, 0)));
    }

    /** The encoded node over leaves that agree in their first {@code depth} nibbles and are sorted. */
    private static byte[] node(List<Leaf> leaves, int depth) {
        Leaf first = leaves.getFirst();
        if (leaves.size() == 1) {
            return Rlp.list(Rlp.string(compact(first.path, depth, first.path.length, true)), Rlp.string(first.value));
        }
        int fork = commonPrefix(first.path, leaves.getLast().path, depth);
        if (fork > depth) {
            return Rlp.list(Rlp.string(compact(first.path, depth, fork, false)), reference(node(leaves, fork)));
        }
        return branch(leaves, depth);
    }

    /** RLP keys are prefix-free, so no leaf ends at a branch and its value is always empty. */
    private static byte[] branch(List<Leaf> leaves, int depth) {
        List<byte[]> items = new ArrayList<>(Collections.nCopies(17, EMPTY));
        int from = 0;
        while (from < leaves.size()) {
            int nibble = leaves.get(from).path[depth];
            int to = from;
            while (to < leaves.size() && leaves.get(to).path[depth] == nibble) {
                to++;
            }
            items.set(nibble, reference(node(leaves.subList(from, to), depth + 1)));
            from = to;
        }
        return Rlp.list(items);
    }

    private static byte[] reference(byte[] node) {
        return node.length < 32 ? node : Rlp.string(Hashes.keccak256(node));
    }

    private static int commonPrefix(byte[] a, byte[] b, int from) {
        int at = from;
        while (at < a.length && at < b.length && a[at] == b[at]) {
            at++;
        }
        return at;
    }

    /** Hex-prefix encoding (appendix C) of nibbles {@code from} to {@code to}. */
    private static byte[] compact(byte[] path, int from, int to, boolean leaf) {
        int count = to - from;
        boolean odd = count % 2 != 0;
        byte[] out = new byte[count / 2 + 1];
        int flags = (leaf ? 2 : 0) + (odd ? 1 : 0);
        out[0] = (byte) (flags << 4 | (odd ? path[from] : 0));
        int at = from + (odd ? 1 : 0);
        for (int i = 1; i < out.length; i++, at += 2) {
            out[i] = (byte) (path[at] << 4 | path[at + 1]);
        }
        return out;
    }

    private static byte[] nibbles(byte[] key) {
        byte[] nibbles = new byte[key.length * 2];
        for (int i = 0; i < key.length; i++) {
            nibbles[2 * i] = (byte) ((key[i] & 0xff) >> 4);
            nibbles[2 * i + 1] = (byte) (key[i] & 0xf);
        }
        return nibbles;
    }

    /** A class, because records compare arrays by identity. */
    private static final class Leaf {
        private final byte[] path;
        private final byte[] value;

        Leaf(byte[] path, byte[] value) {
            this.path = path;
            this.value = value;
        }
    }
}
