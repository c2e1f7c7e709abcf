package org.alys.evm.trie;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;

/** What can be done with a trie whose nodes are in a {@link NodeSource}. */
public final class Trie {
    /** The root of a trie that holds nothing: Keccak-256 of the RLP of the empty string. */
    public static final Bytes32 EMPTY_ROOT =
            Bytes32.fromHex("56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421");

    private Trie() {}

    /** The root of a trie that holds just these entries. */
    public static Bytes32 root(SortedChanges entries) {
        return update(EMPTY_ROOT, NodeSource.NONE, entries, NodeSink.NONE);
    }

    /**
     * Applies changes to the trie with this root.
     *
     * @param sink takes the nodes that differ; with them in place the source serves the new trie
     * @return the new root
     */
    public static Bytes32 update(Bytes32 root, NodeSource source, SortedChanges changes, NodeSink sink) {
        TrieUpdate update = new TrieUpdate(source, changes);
        Node updated = update.apply(node(root));
        return new NodeSealer(sink).seal(updated, update.replaced());
    }

    /** The value of a key. */
    public static Optional<byte[]> get(Bytes32 root, NodeSource source, byte[] key) {
        return walk(root, source, key, new ArrayList<>());
    }

    /**
     * The nodes that prove what the trie holds for a key, or that it holds nothing (EIP-1186): from the root down, those that
     * their parent names by hash.
     */
    public static List<Bytes> prove(Bytes32 root, NodeSource source, byte[] key) {
        List<Bytes> proof = new ArrayList<>();
        walk(root, source, key, proof);
        return proof;
    }

    private static Optional<byte[]> walk(Bytes32 root, NodeSource source, byte[] key, List<Bytes> loaded) {
        Node node = node(root);
        int depth = 0;
        while (true) {
            switch (node) {
                case Node.Empty _ -> {
                    return Optional.empty();
                }
                case Node.Stored stored -> {
                    byte[] encoded = source.load(Nibbles.path(key, 0, depth), key);
                    loaded.add(Bytes.of(encoded));
                    node = NodeCodec.decode(stored.reference, encoded);
                }
                case Node.Leaf leaf -> {
                    return isRestOf(key, depth, leaf.path) ? Optional.of(leaf.value) : Optional.empty();
                }
                case Node.Extension extension -> {
                    if (Nibbles.matching(extension.path, key, depth) < extension.path.length) {
                        return Optional.empty();
                    }
                    depth += extension.path.length;
                    node = extension.child;
                }
                case Node.Branch branch -> {
                    if (depth == Nibbles.count(key)) {
                        return branch.value.length == 0 ? Optional.empty() : Optional.of(branch.value);
                    }
                    node = branch.children[Nibbles.at(key, depth++)];
                }
            }
        }
    }

    /**
     * The RLP of a leaf, for sources that have keys and values elsewhere.
     *
     * @param depth how many nibbles of the key lead to the leaf
     */
    public static byte[] leaf(byte[] key, int depth, byte[] value) {
        return NodeCodec.encodeLeaf(Nibbles.path(key, depth, Nibbles.count(key)), value);
    }

    private static boolean isRestOf(byte[] key, int depth, byte[] path) {
        return Arrays.equals(path, Nibbles.path(key, depth, Nibbles.count(key)));
    }

    static Node node(Bytes32 root) {
        return root.equals(EMPTY_ROOT) ? Node.EMPTY : new Node.Stored(NodeCodec.reference(root.toArray()));
    }
}
