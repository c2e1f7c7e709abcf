package org.alys.evm.trie;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.alys.primitives.Bytes32;

/** A trie whose nodes are in memory. Not thread-safe. */
public final class MemoryTrie {
    private final Map<byte[], byte[]> nodes = new TreeMap<>(Arrays::compareUnsigned);
    private Bytes32 root = Trie.EMPTY_ROOT;

    public Bytes32 root() {
        return root;
    }

    public Optional<byte[]> get(byte[] key) {
        return Trie.get(root, source(), key);
    }

    /** Applies changes and returns the new root. */
    public Bytes32 update(SortedChanges changes) {
        root = Trie.update(root, source(), changes, sink());
        return root;
    }

    public NodeSource source() {
        return path -> {
            byte[] node = nodes.get(path);
            if (node == null) {
                throw new MissingNodeException(path);
            }
            return node;
        };
    }

    /** How many nodes are kept. */
    public int nodeCount() {
        return nodes.size();
    }

    private NodeSink sink() {
        return new NodeSink() {
            @Override
            public void put(byte[] path, byte[] node) {
                nodes.put(path, node);
            }

            @Override
            public void delete(byte[] path) {
                nodes.remove(path);
            }
        };
    }
}
