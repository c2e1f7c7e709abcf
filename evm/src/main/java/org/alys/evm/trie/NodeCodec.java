package org.alys.evm.trie;

import java.util.Arrays;
import org.alys.primitives.rlp.RlpReader;

/** The RLP of nodes. Encoding writes each node into one array of its exact size. */
final class NodeCodec {
    static final int HASH_SIZE = 32;

    private static final int STRING = 0x80;
    private static final int LIST = 0xc0;
    private static final int SHORT_LIMIT = 55;

    private NodeCodec() {}

    /** The reference to a node with this hash. */
    static byte[] reference(byte[] hash) {
        byte[] item = new byte[HASH_SIZE + 1];
        item[0] = (byte) (STRING + HASH_SIZE);
        System.arraycopy(hash, 0, item, 1, HASH_SIZE);
        return item;
    }

    /**
     * The node that some RLP is.
     *
     * @param reference how its parent names it
     * @throws IllegalArgumentException when it is not the RLP of a node
     */
    static Node decode(byte[] reference, byte[] node) {
        RlpReader items = RlpReader.ofList(node, 0);
        byte[] first = items.item();
        byte[] second = items.item();
        return items.hasNext() ? branch(reference, first, second, items) : path(reference, first, second);
    }

    private static Node path(byte[] reference, byte[] first, byte[] second) {
        byte[] compact = string(first);
        byte[] path = Nibbles.expand(compact);
        if (Nibbles.isLeaf(compact)) {
            byte[] value = string(second);
            if (value.length == 0) {
                throw new IllegalArgumentException("a trie leaf without a value");
            }
            return new Node.Leaf(reference, path, value);
        }
        Node child = child(second);
        if (path.length == 0 || child.isEmpty()) {
            throw new IllegalArgumentException("a trie extension without a path or a child");
        }
        return new Node.Extension(reference, path, child);
    }

    private static Node branch(byte[] reference, byte[] first, byte[] second, RlpReader items) {
        Node[] children = new Node[Node.Branch.WIDTH];
        children[0] = child(first);
        children[1] = child(second);
        for (int i = 2; i < children.length; i++) {
            children[i] = child(items.item());
        }
        byte[] value = items.string();
        items.end();
        return new Node.Branch(reference, children, value);
    }

    /** Depth is bounded: a child inside its parent has fewer than 32 bytes. */
    private static Node child(byte[] item) {
        int prefix = item[0] & 0xff;
        if (prefix == STRING) {
            return Node.EMPTY;
        }
        if (prefix == STRING + HASH_SIZE) {
            return new Node.Stored(item);
        }
        if (prefix < LIST || item.length >= HASH_SIZE) {
            throw new IllegalArgumentException("neither a hash nor a short trie node");
        }
        return decode(item, item);
    }

    private static byte[] string(byte[] item) {
        int prefix = item[0] & 0xff;
        if (prefix >= LIST) {
            throw new IllegalArgumentException("expected an RLP string, found a list");
        }
        return Arrays.copyOfRange(item, item.length - contentLength(item, prefix), item.length);
    }

    private static int contentLength(byte[] item, int prefix) {
        if (prefix < STRING) {
            return 1;
        }
        return prefix <= STRING + SHORT_LIMIT ? item.length - 1 : item.length - 1 - (prefix - STRING - SHORT_LIMIT);
    }

    static byte[] encodeLeaf(byte[] path, byte[] value) {
        byte[] compact = Nibbles.compact(path, true);
        byte[] out = newList(stringSize(compact) + stringSize(value));
        putString(out, out.length - stringSize(value), value);
        putString(out, out.length - stringSize(value) - stringSize(compact), compact);
        return out;
    }

    static byte[] encodeExtension(byte[] path, byte[] child) {
        byte[] compact = Nibbles.compact(path, false);
        byte[] out = newList(stringSize(compact) + child.length);
        System.arraycopy(child, 0, out, out.length - child.length, child.length);
        putString(out, out.length - child.length - stringSize(compact), compact);
        return out;
    }

    static byte[] encodeBranch(byte[][] children, byte[] value) {
        int size = stringSize(value);
        for (byte[] child : children) {
            size += child.length;
        }
        byte[] out = newList(size);
        int at = out.length - size;
        for (byte[] child : children) {
            System.arraycopy(child, 0, out, at, child.length);
            at += child.length;
        }
        putString(out, at, value);
        return out;
    }

    private static int stringSize(byte[] content) {
        if (content.length == 1 && content[0] >= 0) {
            return 1;
        }
        return prefixSize(content.length) + content.length;
    }

    private static void putString(byte[] out, int at, byte[] content) {
        if (content.length == 1 && content[0] >= 0) {
            out[at] = content[0];
            return;
        }
        putPrefix(out, at, STRING, content.length);
        System.arraycopy(content, 0, out, at + prefixSize(content.length), content.length);
    }

    private static byte[] newList(int contentLength) {
        byte[] out = new byte[prefixSize(contentLength) + contentLength];
        putPrefix(out, 0, LIST, contentLength);
        return out;
    }

    private static int prefixSize(int length) {
        return length <= SHORT_LIMIT ? 1 : 1 + lengthSize(length);
    }

    private static int lengthSize(int length) {
        return (Integer.SIZE - Integer.numberOfLeadingZeros(length) + 7) / 8;
    }

    private static void putPrefix(byte[] out, int at, int base, int length) {
        if (length <= SHORT_LIMIT) {
            out[at] = (byte) (base + length);
            return;
        }
        int size = lengthSize(length);
        out[at] = (byte) (base + SHORT_LIMIT + size);
        for (int i = 0; i < size; i++) {
            out[at + 1 + i] = (byte) (length >>> (8 * (size - 1 - i)));
        }
    }
}
