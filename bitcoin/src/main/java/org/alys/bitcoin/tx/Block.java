package org.alys.bitcoin.tx;

import java.util.ArrayList;
import java.util.List;
import org.alys.primitives.Bytes32;

/** A header and its transactions, the coinbase first. Decoding checks the encoding, not the rules of a valid block. */
public record Block(BlockHeader header, List<Transaction> transactions) {
    /** Bytes of the largest block (BIP 141: four million weight units). */
    public static final int MAX_SIZE = 4_000_000;

    public Block {
        transactions = List.copyOf(transactions);
    }

    /** Decodes all of {@code bytes}, at most {@link #MAX_SIZE}. */
    public static Decoded<Block> decode(byte[] bytes) {
        return Decoded.decode(bytes, MAX_SIZE, Block::read);
    }

    private static Block read(BitcoinReader reader) throws MalformedBytesException {
        BlockHeader header = BlockHeader.read(reader);
        int count = reader.readCount(Transaction.MIN_SIZE);
        List<Transaction> transactions = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            transactions.add(Transaction.read(reader));
        }
        return new Block(header, transactions);
    }

    public byte[] encode() {
        BitcoinWriter writer = new BitcoinWriter(BlockHeader.SIZE + 9 + 300 * transactions.size());
        header.write(writer);
        writer.writeCompactSize(transactions.size());
        for (Transaction transaction : transactions) {
            transaction.write(writer);
        }
        return writer.toArray();
    }

    public BlockHash hash() {
        return header.hash();
    }

    /** The ids of the transactions, in block order. */
    public List<Txid> txids() {
        return transactions.stream().map(Transaction::txid).toList();
    }

    /**
     * Whether the header commits to exactly these transactions: the Merkle root matches and the list is not one of those
     * that have the same root as a shorter one (CVE-2012-2459).
     */
    public boolean isCommittedByHeader() {
        if (transactions.isEmpty()) {
            return false;
        }
        List<Bytes32> leaves = txids().stream().map(Txid::bytes).toList();
        return MerkleTree.root(leaves).equals(header.merkleRoot()) && !MerkleTree.isAmbiguous(leaves);
    }
}
