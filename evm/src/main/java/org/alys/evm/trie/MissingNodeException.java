package org.alys.evm.trie;

import org.alys.primitives.Hex;

/** A node that a trie refers to is not where it should be: the store is damaged, or the root is not of this trie. */
public final class MissingNodeException extends RuntimeException {
    public MissingNodeException(byte[] path) {
        super("there is no trie node at path " + Hex.encode(path));
    }
}
