package org.alys.bitcoin.tx;

import java.util.ArrayList;
import java.util.List;
import org.alys.primitives.Bytes32;

/**
 * The way from a leaf of a Merkle tree to its root.
 *
 * @param nodes the siblings on the way, lowest first, in hash-output order
 * @param mask bit n (of 32) says that the n-th sibling stands on the left; for a real branch, the index of the leaf
 */
public record MerkleBranch(List<Bytes32> nodes, int mask) {
    /** The branch of a tree that is nothing but its leaf. */
    public static final MerkleBranch EMPTY = new MerkleBranch(List.of(), 0);

    public MerkleBranch {
        nodes = List.copyOf(nodes);
    }

    /** A compact size, the nodes, the mask (32 bits, little-endian): the form inside a Namecoin AuxPoW. */
    public static MerkleBranch read(BitcoinReader reader) throws MalformedBytesException {
        int count = reader.readCount(Bytes32.SIZE);
        List<Bytes32> nodes = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            nodes.add(reader.readBytes32());
        }
        return new MerkleBranch(nodes, reader.readInt32());
    }

    /** Writes what {@link #read} reads. */
    public void write(BitcoinWriter writer) {
        writer.writeCompactSize(nodes.size());
        nodes.forEach(writer::writeBytes32);
        writer.writeInt32(mask);
    }

    /** Levels of the tree above the leaf. */
    public int height() {
        return nodes.size();
    }

    /** Encoded bytes. */
    public int size() {
        return BitcoinWriter.compactSizeLength(nodes.size()) + Bytes32.SIZE * nodes.size() + 4;
    }

    /** The root of the tree in which {@code leaf} has this branch. */
    public Bytes32 fold(Bytes32 leaf) {
        byte[] node = leaf.toArray();
        foldInto(node, new Sha256d());
        return Bytes32.of(node);
    }

    /** Replaces the 32 bytes of {@code node} by the root above them. */
    public void foldInto(byte[] node, Sha256d hash) {
        for (int level = 0; level < nodes.size(); level++) {
            boolean left = level < Integer.SIZE && ((mask >>> level) & 1) == 1;
            hash.foldInto(node, nodes.get(level), left);
        }
    }
}
