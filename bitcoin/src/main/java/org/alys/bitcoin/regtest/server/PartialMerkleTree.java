package org.alys.bitcoin.regtest.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.alys.bitcoin.tx.BitcoinReader;
import org.alys.bitcoin.tx.BitcoinWriter;
import org.alys.bitcoin.tx.BlockHeader;
import org.alys.bitcoin.tx.MalformedBytesException;
import org.alys.bitcoin.tx.Txid;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.Hashes;

/** A header and the part of its Merkle tree that leads to some transactions (BIP 37, {@code merkleblock}). */
final class PartialMerkleTree {
    /** The fewest weight units that a transaction takes bound how many a block holds. */
    private static final int MAX_TRANSACTIONS = 4_000_000 / 240;

    private final int transactions;
    private final List<Boolean> bits;
    private final List<Bytes32> hashes;
    private final List<Txid> found = new ArrayList<>();
    private int nextBit;
    private int nextHash;

    /**
     * What a proof says.
     *
     * @param root of the tree that the proof spans; empty when it is not one
     * @param txids the transactions that it leads to
     */
    record Proven(BlockHeader header, int transactions, Optional<Bytes32> root, List<Txid> txids) {}

    private PartialMerkleTree(int transactions, List<Boolean> bits, List<Bytes32> hashes) {
        this.transactions = transactions;
        this.bits = bits;
        this.hashes = hashes;
    }

    /** The proof for those transactions of a block that are {@code wanted}. */
    static byte[] prove(BlockHeader header, List<Txid> all, List<Boolean> wanted) {
        PartialMerkleTree tree = new PartialMerkleTree(all.size(), new ArrayList<>(), new ArrayList<>());
        tree.build(tree.height(), 0, all, wanted);
        BitcoinWriter writer = new BitcoinWriter(200);
        header.write(writer);
        writer.writeInt32(all.size()).writeCompactSize(tree.hashes.size());
        tree.hashes.forEach(writer::writeBytes32);
        byte[] flags = new byte[(tree.bits.size() + 7) / 8];
        for (int i = 0; i < tree.bits.size(); i++) {
            if (tree.bits.get(i)) {
                flags[i / 8] |= (byte) (1 << (i % 8));
            }
        }
        return writer.writeVarBytes(Bytes.of(flags)).toArray();
    }

    private int height() {
        int height = 0;
        while (width(height) > 1) {
            height++;
        }
        return height;
    }

    private int width(int height) {
        return (transactions + (1 << height) - 1) >> height;
    }

    private void build(int height, int position, List<Txid> all, List<Boolean> wanted) {
        int first = position << height;
        int end = Math.min((position + 1) << height, transactions);
        boolean leads = wanted.subList(first, end).contains(true);
        bits.add(leads);
        if (height == 0 || !leads) {
            hashes.add(node(height, position, all));
            return;
        }
        build(height - 1, 2 * position, all, wanted);
        if (2 * position + 1 < width(height - 1)) {
            build(height - 1, 2 * position + 1, all, wanted);
        }
    }

    private Bytes32 node(int height, int position, List<Txid> all) {
        if (height == 0) {
            return all.get(position).bytes();
        }
        Bytes32 left = node(height - 1, 2 * position, all);
        boolean paired = 2 * position + 1 < width(height - 1);
        return parent(left, paired ? node(height - 1, 2 * position + 1, all) : left);
    }

    private static Bytes32 parent(Bytes32 left, Bytes32 right) {
        return Hashes.sha256d(new BitcoinWriter(2 * Bytes32.SIZE)
                .writeBytes32(left)
                .writeBytes32(right)
                .toArray());
    }

    /** Reads a proof and follows it. */
    static Proven read(BitcoinReader reader) throws MalformedBytesException {
        BlockHeader header = BlockHeader.read(reader);
        int start = reader.position();
        long count = reader.readUnsignedInt32();
        if (count < 1 || count > MAX_TRANSACTIONS) {
            throw new MalformedBytesException(start, "no block has " + count + " transactions");
        }
        int hashCount = reader.readCount(Bytes32.SIZE);
        List<Bytes32> hashes = new ArrayList<>(hashCount);
        for (int i = 0; i < hashCount; i++) {
            hashes.add(reader.readBytes32());
        }
        Bytes flags = reader.readVarBytes();
        List<Boolean> bits = new ArrayList<>(8 * flags.size());
        for (int i = 0; i < 8 * flags.size(); i++) {
            bits.add(((flags.get(i / 8) >> (i % 8)) & 1) == 1);
        }
        PartialMerkleTree tree = new PartialMerkleTree((int) count, bits, hashes);
        Optional<Bytes32> root = tree.follow(tree.height(), 0).filter(_ -> tree.isUsedUp());
        return new Proven(header, (int) count, root, tree.found);
    }

    private boolean isUsedUp() {
        return (nextBit + 7) / 8 == (bits.size() + 7) / 8 && nextHash == hashes.size();
    }

    private Optional<Bytes32> follow(int height, int position) {
        if (nextBit >= bits.size()) {
            return Optional.empty();
        }
        boolean leads = bits.get(nextBit++);
        if (height == 0 || !leads) {
            if (nextHash >= hashes.size()) {
                return Optional.empty();
            }
            Bytes32 hash = hashes.get(nextHash++);
            if (height == 0 && leads) {
                found.add(new Txid(hash));
            }
            return Optional.of(hash);
        }
        Optional<Bytes32> left = follow(height - 1, 2 * position);
        if (2 * position + 1 >= width(height - 1)) {
            return left.map(node -> parent(node, node));
        }
        Optional<Bytes32> right = follow(height - 1, 2 * position + 1);
        // equal halves would allow another list with the same root (CVE-2012-2459)
        return left.filter(node -> !right.equals(Optional.of(node)))
                .flatMap(node -> right.map(other -> parent(node, other)));
    }
}
