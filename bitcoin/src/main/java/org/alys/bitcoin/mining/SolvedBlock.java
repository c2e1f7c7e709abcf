package org.alys.bitcoin.mining;

import java.util.List;
import java.util.Optional;
import org.alys.bitcoin.auxpow.AuxPow;
import org.alys.bitcoin.auxpow.ParentCoinbase;
import org.alys.bitcoin.mining.BlockTemplate.TemplateTransaction;
import org.alys.bitcoin.tx.BitcoinWriter;
import org.alys.bitcoin.tx.BlockHash;
import org.alys.bitcoin.tx.BlockHeader;
import org.alys.bitcoin.tx.MerkleBranch;
import org.alys.bitcoin.tx.Transaction;

/**
 * A parent block whose hash meets at least one of two targets.
 *
 * @param coinbase with witness
 * @param transactions all but the coinbase
 * @param coinbaseBranch from the coinbase to the header's Merkle root
 * @param meetsParentTarget whether Bitcoin takes the block
 * @param meetsAuxTarget whether the auxiliary chain takes the proof
 */
public record SolvedBlock(
        BlockHeader header,
        Transaction coinbase,
        List<TemplateTransaction> transactions,
        MerkleBranch coinbaseBranch,
        MergedMiningTree tree,
        boolean meetsParentTarget,
        boolean meetsAuxTarget) {
    public SolvedBlock {
        transactions = List.copyOf(transactions);
    }

    public BlockHash hash() {
        return header.hash();
    }

    /** The whole block, for {@code submitblock}. */
    public byte[] encode() {
        int size = transactions.stream()
                .mapToInt(transaction -> transaction.raw().size())
                .sum();
        BitcoinWriter writer = new BitcoinWriter(BlockHeader.SIZE + 9 + coinbase.size() + size);
        header.write(writer);
        writer.writeCompactSize(1L + transactions.size());
        coinbase.write(writer);
        for (TemplateTransaction transaction : transactions) {
            writer.writeBytes(transaction.raw());
        }
        return writer.toArray();
    }

    /** The proof for one chain of the tree, in canonical form; empty for a chain that is not in the tree. */
    public Optional<AuxPow> proofFor(int chainId) {
        return tree.branchFor(chainId)
                .map(branch -> new AuxPow(
                        ParentCoinbase.of(coinbase.withoutWitness()),
                        hash().bytes().reversed(),
                        coinbaseBranch,
                        branch,
                        header));
    }
}
