package org.alys.evm.trie;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.bouncycastle.crypto.digests.KeccakDigest;

/** Encodes and hashes the nodes that an update made, children before parents, and hands them to a sink. */
final class NodeSealer {
    private final NodeSink sink;
    private final KeccakDigest keccak = new KeccakDigest(256);
    /** Where nodes were that have not been written again; whether they were leaves. */
    private final Map<Bytes, Boolean> gone = new HashMap<>();

    private byte[] path = new byte[64];

    NodeSealer(NodeSink sink) {
        this.sink = sink;
    }

    /**
     * Seals everything below the new root.
     *
     * @param replaced nodes that are gone unless written again
     * @return the root hash
     */
    Bytes32 seal(Node root, List<TrieUpdate.Replaced> replaced) {
        replaced.forEach(node -> gone.put(Bytes.of(node.path()), node.wasLeaf()));
        Bytes32 hash = root.isEmpty() ? Trie.EMPTY_ROOT : Bytes32.copyOf(reference(root, 0), 1);
        gone.forEach((where, wasLeaf) -> delete(where.toArray(), wasLeaf));
        return hash;
    }

    private byte[] reference(Node node, int depth) {
        if (!node.isFresh()) {
            return node.reference;
        }
        byte[] encoded = switch (node) {
            case Node.Leaf leaf -> NodeCodec.encodeLeaf(leaf.path, leaf.value);
            case Node.Extension extension -> NodeCodec.encodeExtension(extension.path, child(extension, depth));
            case Node.Branch branch -> NodeCodec.encodeBranch(children(branch, depth), branch.value);
            case Node.Empty _, Node.Stored _ -> throw new IllegalStateException("never fresh");
        };
        if (encoded.length < NodeCodec.HASH_SIZE && depth > 0) {
            return encoded;
        }
        put(Arrays.copyOf(path, depth), encoded, node instanceof Node.Leaf);
        return hash(encoded);
    }

    private void put(byte[] where, byte[] encoded, boolean leaf) {
        Optional<Boolean> wasLeaf = Optional.ofNullable(gone.remove(Bytes.of(where)));
        wasLeaf.filter(was -> was != leaf).ifPresent(was -> delete(where, was));
        if (leaf) {
            sink.putLeaf(where, encoded);
        } else {
            sink.put(where, encoded);
        }
    }

    private void delete(byte[] where, boolean wasLeaf) {
        if (wasLeaf) {
            sink.deleteLeaf(where);
        } else {
            sink.delete(where);
        }
    }

    private byte[] child(Node.Extension extension, int depth) {
        int below = depth + extension.path.length;
        ensureDepth(below);
        System.arraycopy(extension.path, 0, path, depth, extension.path.length);
        return reference(extension.child, below);
    }

    private byte[][] children(Node.Branch branch, int depth) {
        ensureDepth(depth + 1);
        byte[][] references = new byte[Node.Branch.WIDTH][];
        for (int i = 0; i < references.length; i++) {
            path[depth] = (byte) i;
            references[i] = reference(branch.children[i], depth + 1);
        }
        return references;
    }

    private void ensureDepth(int depth) {
        if (depth > path.length) {
            path = Arrays.copyOf(path, Math.max(depth, 2 * path.length));
        }
    }

    private byte[] hash(byte[] encoded) {
        byte[] reference = new byte[NodeCodec.HASH_SIZE + 1];
        reference[0] = (byte) (0x80 + NodeCodec.HASH_SIZE);
        keccak.update(encoded, 0, encoded.length);
        keccak.doFinal(reference, 1);
        return reference;
    }
}
