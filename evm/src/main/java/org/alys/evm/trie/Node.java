package org.alys.evm.trie;

/**
 * A node of a trie as an update sees it. Immutable. Its {@link #reference} is what its parent's RLP holds of it; a node that the
 * update made has none until the end, so that nothing is hashed that does not stay.
 */
abstract sealed class Node {
    private static final byte[] FRESH = {};

    static final Node EMPTY = new Empty();

    /** The RLP item by which a parent names it: its hash, or the node itself when that is shorter. Empty when fresh. */
    final byte[] reference;

    private Node(byte[] reference) {
        this.reference = reference;
    }

    final boolean isFresh() {
        return reference.length == 0;
    }

    final boolean isEmpty() {
        return this == EMPTY;
    }

    /** No node. */
    static final class Empty extends Node {
        private Empty() {
            super(new byte[] {(byte) 0x80});
        }
    }

    /** A node that was not loaded. */
    static final class Stored extends Node {
        Stored(byte[] reference) {
            super(reference);
        }
    }

    /** The end of a key. */
    static final class Leaf extends Node {
        final byte[] path;
        final byte[] value;

        Leaf(byte[] path, byte[] value) {
            this(FRESH, path, value);
        }

        Leaf(byte[] reference, byte[] path, byte[] value) {
            super(reference);
            this.path = path;
            this.value = value;
        }
    }

    /** Nibbles that all keys below share; the child is a branch. */
    static final class Extension extends Node {
        final byte[] path;
        final Node child;

        Extension(byte[] path, Node child) {
            this(FRESH, path, child);
        }

        Extension(byte[] reference, byte[] path, Node child) {
            super(reference);
            this.path = path;
            this.child = child;
        }
    }

    /** One child for each next nibble, and the value of the key that ends here, empty when none does. */
    static final class Branch extends Node {
        static final int WIDTH = 16;

        final Node[] children;
        final byte[] value;

        Branch(Node[] children, byte[] value) {
            this(FRESH, children, value);
        }

        Branch(byte[] reference, Node[] children, byte[] value) {
            super(reference);
            this.children = children;
            this.value = value;
        }
    }
}
