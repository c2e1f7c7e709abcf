package org.alys.evm.trie;

/** Takes the nodes that an update changes, each path at most once. Arrays belong to the sink from then on. */
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
}
