package org.alys.evm.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.alys.evm.store.Column;
import org.alys.evm.store.KeyValueStore;
import org.alys.evm.trie.MissingNodeException;
import org.alys.evm.trie.NodeSource;
import org.alys.evm.trie.Trie;

/**
 * The nodes of one trie on disk. Leaves are not stored: they are most of a trie, and each follows from the one key with its value
 * that the flat column has below the leaf's path.
 *
 * @param prefix what the trie's keys begin with in both columns
 * @param trieValue the value in the trie for one in the flat column
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record DiskNodes(KeyValueStore store, Column nodes, Column flat, byte[] prefix, UnaryOperator<byte[]> trieValue)
        implements NodeSource {

    @Override
    public byte[] load(byte[] path) {
        return stored(path).orElseGet(() -> findLeaf(path));
    }

    @Override
    public byte[] load(byte[] path, byte[] key) {
        return stored(path)
                .or(() -> store.get(flat, StateKeys.concat(prefix, key)).map(value -> leaf(key, path.length, value)))
                .orElseGet(() -> findLeaf(path));
    }

    private Optional<byte[]> stored(byte[] path) {
        return store.get(nodes, StateKeys.concat(prefix, path));
    }

    private byte[] leaf(byte[] key, int depth, byte[] value) {
        return Trie.leaf(key, depth, trieValue.apply(value));
    }

    /** The first key from the path on is the leaf's, for no other begins with the path. */
    private byte[] findLeaf(byte[] path) {
        List<byte[]> found = new ArrayList<>(1);
        store.scan(flat, StateKeys.concat(prefix, firstKey(path)), (key, value) -> {
            byte[] inTrie = new byte[key.length - prefix.length];
            System.arraycopy(key, prefix.length, inTrie, 0, inTrie.length);
            if (StateKeys.startsWith(key, prefix) && startsWith(inTrie, path)) {
                found.add(leaf(inTrie, path.length, value));
            }
            return false;
        });
        return found.stream().findFirst().orElseThrow(() -> new MissingNodeException(path));
    }

    /** The path as bytes, filled up with a zero nibble. */
    private static byte[] firstKey(byte[] path) {
        byte[] key = new byte[(path.length + 1) / 2];
        for (int i = 0; i < path.length; i++) {
            key[i / 2] |= (byte) (path[i] << (i % 2 == 0 ? 4 : 0));
        }
        return key;
    }

    private static boolean startsWith(byte[] key, byte[] path) {
        for (int i = 0; i < path.length; i++) {
            if (((key[i / 2] >> (i % 2 == 0 ? 4 : 0)) & 0xf) != path[i]) {
                return false;
            }
        }
        return true;
    }
}
