package org.alys.evm.state;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.alys.evm.trie.MissingNodeException;
import org.alys.evm.trie.NodeSink;
import org.alys.evm.trie.NodeSource;

/** The nodes of a trie that differs a little from a stored one. */
final class NodeOverlay implements NodeSource, NodeSink {
    private static final byte[] DELETED = {};

    private final NodeSource stored;
    private final Map<byte[], byte[]> changed = new TreeMap<>(Arrays::compareUnsigned);

    NodeOverlay(NodeSource stored) {
        this.stored = stored;
    }

    @Override
    public byte[] load(byte[] path) {
        byte[] node = changed.get(path);
        return node == null ? stored.load(path) : existing(path, node);
    }

    @Override
    public byte[] load(byte[] path, byte[] key) {
        byte[] node = changed.get(path);
        return node == null ? stored.load(path, key) : existing(path, node);
    }

    private static byte[] existing(byte[] path, byte[] node) {
        if (node.length == 0) {
            throw new MissingNodeException(path);
        }
        return node;
    }

    @Override
    public void put(byte[] path, byte[] node) {
        changed.put(path, node);
    }

    @Override
    public void delete(byte[] path) {
        changed.put(path, DELETED);
    }
}
