package org.alys.bitcoin.regtest.consensus;

import java.util.List;
import java.util.Optional;
import org.alys.bitcoin.tx.Block;
import org.alys.bitcoin.tx.BlockHeader;
import org.alys.bitcoin.tx.MerkleTree;
import org.alys.bitcoin.tx.Transaction;
import org.alys.bitcoin.tx.Txid;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;

/** The rules of headers and blocks that need no coins (Bitcoin Core, {@code CheckBlock} and its contextual sisters). */
public final class BlockChecks {
    /** The first version whose rules are all in force from height 1 on (BIP 34, 66, 65). */
    private static final int MIN_VERSION = 4;

    private BlockChecks() {}

    /** Proof of work. */
    public static Optional<Rejection> checkWork(BlockHeader header) {
        return header.bits().isUsable()
                        && header.bits().target().compareTo(RegtestRules.TARGET.target()) <= 0
                        && header.bits().isMetBy(header.hash())
                ? Optional.empty()
                : rejected("high-hash", "proof of work failed");
    }

    /**
     * The header in its place.
     *
     * @param medianTime of the block before, in seconds since 1970
     * @param now the clock, in seconds since 1970
     */
    public static Optional<Rejection> checkHeader(BlockHeader header, long medianTime, long now) {
        if (!header.bits().equals(RegtestRules.TARGET)) {
            return rejected("bad-diffbits", "incorrect proof of work");
        }
        if (header.time() <= medianTime) {
            return rejected("time-too-old", "block's timestamp is too early");
        }
        if (header.time() > now + RegtestRules.MAX_FUTURE_SECONDS) {
            return rejected("time-too-new", "block timestamp too far in the future");
        }
        if (header.version() < MIN_VERSION) {
            String version = String.format("%08x", header.version());
            return rejected("bad-version(0x" + version + ")", "rejected nVersion=0x" + version + " block");
        }
        return Optional.empty();
    }

    /** Merkle root, sizes, the place of the coinbase, and each transaction by itself. */
    public static Optional<Rejection> checkBody(Block block) {
        List<Transaction> transactions = block.transactions();
        Optional<Rejection> committed = checkMerkleRoot(block);
        if (committed.isPresent()) {
            return committed;
        }
        if (transactions.isEmpty() || strippedWeight(block) > RegtestRules.MAX_BLOCK_WEIGHT) {
            return rejected("bad-blk-length", "size limits failed");
        }
        if (!transactions.getFirst().isCoinbase()) {
            return rejected("bad-cb-missing", "first tx is not coinbase");
        }
        if (transactions.stream().skip(1).anyMatch(Transaction::isCoinbase)) {
            return rejected("bad-cb-multiple", "more than one coinbase");
        }
        long sigops = 0;
        for (Transaction transaction : transactions) {
            Optional<Rejection> problem = TransactionChecks.check(transaction);
            if (problem.isPresent()) {
                return rejected(
                        problem.get().reason(), "Transaction check failed (tx hash " + transaction.txid() + ") ");
            }
            sigops += SignatureOperations.legacyCount(transaction);
        }
        return sigops * RegtestRules.WITNESS_SCALE > RegtestRules.MAX_BLOCK_SIGOPS_COST
                ? rejected("bad-blk-sigops", "out-of-bounds SigOpCount")
                : Optional.empty();
    }

    private static Optional<Rejection> checkMerkleRoot(Block block) {
        List<Bytes32> leaves = block.txids().stream().map(Txid::bytes).toList();
        Bytes32 root = leaves.isEmpty() ? Bytes32.ZERO : MerkleTree.root(leaves);
        if (!root.equals(block.header().merkleRoot())) {
            return rejected("bad-txnmrklroot", "hashMerkleRoot mismatch");
        }
        return !leaves.isEmpty() && MerkleTree.isAmbiguous(leaves)
                ? rejected("bad-txns-duplicate", "duplicate transaction")
                : Optional.empty();
    }

    private static long strippedWeight(Block block) {
        long size = BlockHeader.SIZE + 9L;
        for (Transaction transaction : block.transactions()) {
            size += transaction.sizeWithoutWitness();
        }
        return size * RegtestRules.WITNESS_SCALE;
    }

    /** Weight units of the whole block. */
    public static long weight(Block block) {
        long weight = RegtestRules.WITNESS_SCALE
                * (long) (BlockHeader.SIZE
                        + org.alys.bitcoin.tx.BitcoinWriter.compactSizeLength(
                                block.transactions().size()));
        for (Transaction transaction : block.transactions()) {
            weight += transaction.weight();
        }
        return weight;
    }

    /**
     * The body in its place.
     *
     * @param medianTime of the block before, in seconds since 1970
     */
    public static Optional<Rejection> checkBodyAt(Block block, int height, long medianTime) {
        for (Transaction transaction : block.transactions()) {
            if (!TransactionChecks.isFinal(transaction, height, medianTime)) {
                return rejected("bad-txns-nonfinal", "non-final transaction");
            }
        }
        Bytes script = block.transactions().getFirst().inputs().getFirst().script();
        if (!CoinbaseHeight.startsWithHeight(script, height)) {
            return rejected("bad-cb-height", "block height mismatch in coinbase");
        }
        Optional<Rejection> witness = WitnessCommitment.check(block);
        if (witness.isPresent()) {
            return witness;
        }
        return weight(block) > RegtestRules.MAX_BLOCK_WEIGHT
                ? rejected("bad-blk-weight", "CheckBlock : weight limit failed")
                : Optional.empty();
    }

    private static Optional<Rejection> rejected(String reason, String detail) {
        return Optional.of(new Rejection(reason, detail));
    }
}
