package org.alys.evm.trie;

/** Where the nodes of one trie are, by their path from the root. */
@FunctionalInterface
public interface NodeSource {
    /** A trie without nodes. */
    NodeSource NONE = path -> {
        throw new MissingNodeException(path);
    };

    /**
     * The RLP of the node at a path. Nodes shorter than 32 bytes are part of their parent and never asked for, but for the
     * root. The result is not changed.
     *
     * @param path one nibble a byte, empty for the root
     * @throws MissingNodeException when there is none, although a parent refers to it
     */
    byte[] load(byte[] path);

    /**
     * The same, asked for the sake of a key.
     *
     * @param key one that begins with the path; if a leaf is at the path, it is likely the leaf of this key
     */
    default byte[] load(byte[] path, byte[] key) {
        return load(path);
    }
}
