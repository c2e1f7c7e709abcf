package org.alys.evm.trie;

/**
 * Takes the nodes that an update changes, in any order. A path where a leaf gives way to another kind of node, or the reverse, is
 * deleted first. Arrays belong to the sink from then on.
 */
public interface NodeSink {
    /** For when only the root is of interest. */
    NodeSink NONE = new NodeSink() {
        @Override
        public void put(byte[] path, byte[] node) {}

        @Override
        public void delete(byte[] path) {}
    };

    /**
     * A new node, or another one where there was one.
     *
     * @param path one nibble a byte, empty for the root
     * @param node its RLP
     */
    void put(byte[] path, byte[] node);

    /** There was a node at {@code path}, and is none any more. */
    void delete(byte[] path);

    /** A new leaf: {@link #put} for a sink that can do without leaves, because it has keys and values elsewhere. */
    default void putLeaf(byte[] path, byte[] node) {
        put(path, node);
    }

    /** There was a leaf at {@code path}: {@link #delete} for a sink that has no leaves. */
    default void deleteLeaf(byte[] path) {
        delete(path);
    }
}
