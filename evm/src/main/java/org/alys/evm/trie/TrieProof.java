package org.alys.evm.trie;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.Hashes;

/** Checks proofs of what a trie holds for a key ({@link Trie#prove}). The proof may come from anybody. */
public final class TrieProof {
    private static final byte[] EMPTY_NODE = {(byte) 0x80};

    private TrieProof() {}

    /** What a proof shows. */
    public sealed interface Verdict {
        /** The trie holds this value. */
        record Present(Bytes value) implements Verdict {}

        /** The trie holds nothing for the key. */
        record Absent() implements Verdict {}

        /** It proves nothing. */
        record Invalid(String reason) implements Verdict {}
    }

    /**
     * What {@code nodes} show of {@code key} in the trie with this root. Work is bounded by the length of the key and of the nodes
     * on its way.
     *
     * @param nodes from the root down, none beyond what the key needs
     */
    public static Verdict verify(Bytes32 root, byte[] key, List<Bytes> nodes) {
        Iterator<Bytes> rest = nodes.iterator();
        if (root.equals(Trie.EMPTY_ROOT)) {
            boolean nothing = nodes.isEmpty() || nodes.equals(List.of(Bytes.of(EMPTY_NODE)));
            return nothing ? new Verdict.Absent() : new Verdict.Invalid("nodes for an empty trie");
        }
        try {
            Verdict verdict = walk(Trie.node(root), key, rest);
            return rest.hasNext() ? new Verdict.Invalid("more nodes than the key needs") : verdict;
        } catch (IllegalArgumentException e) {
            return new Verdict.Invalid(String.valueOf(e.getMessage()));
        }
    }

    private static Verdict walk(Node root, byte[] key, Iterator<Bytes> nodes) {
        Node node = root;
        int depth = 0;
        while (true) {
            switch (node) {
                case Node.Empty _ -> {
                    return new Verdict.Absent();
                }
                case Node.Stored stored -> node = next(stored, nodes);
                case Node.Leaf leaf -> {
                    boolean same = Arrays.equals(leaf.path, Nibbles.path(key, depth, Nibbles.count(key)));
                    return same ? new Verdict.Present(Bytes.of(leaf.value)) : new Verdict.Absent();
                }
                case Node.Extension extension -> {
                    if (Nibbles.matching(extension.path, key, depth) < extension.path.length) {
                        return new Verdict.Absent();
                    }
                    depth += extension.path.length;
                    node = extension.child;
                }
                case Node.Branch branch -> {
                    if (depth == Nibbles.count(key)) {
                        return branch.value.length == 0
                                ? new Verdict.Absent()
                                : new Verdict.Present(Bytes.of(branch.value));
                    }
                    node = branch.children[Nibbles.at(key, depth++)];
                }
            }
        }
    }

    private static Node next(Node.Stored stored, Iterator<Bytes> nodes) {
        if (!nodes.hasNext()) {
            throw new IllegalArgumentException("a node is missing");
        }
        byte[] encoded = nodes.next().toArray();
        if (!Arrays.equals(stored.reference, NodeCodec.reference(Hashes.keccak256(encoded)))) {
            throw new IllegalArgumentException("a node does not have the hash that its parent names");
        }
        return NodeCodec.decode(stored.reference, encoded);
    }
}
