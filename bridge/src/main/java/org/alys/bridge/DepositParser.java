package org.alys.bridge;

import java.util.ArrayList;
import java.util.List;
import org.alys.bitcoin.tx.Block;
import org.alys.bitcoin.tx.BlockHash;
import org.alys.bitcoin.tx.MerkleBranch;
import org.alys.bitcoin.tx.MerkleTree;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.bitcoin.tx.Transaction;
import org.alys.bitcoin.tx.TxOutput;
import org.alys.bitcoin.tx.Txid;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.Sats;

/**
 * Reads deposits out of Bitcoin blocks (docs/protocol.md, section 7). Every output of a transaction that pays the federation
 * counts; scripts are compared whole, because a matching witness program of another version is not the federation's.
 *
 * @param federationScript the federation's scriptPubKey
 * @param minimum smaller deposits are listed, not minted
 */
public record DepositParser(Bytes federationScript, Sats minimum) {

    /** The deposits of a block in Bitcoin's order, with their proofs. */
    public List<Deposit> deposits(int height, BlockHash hash, Block block) {
        List<Deposit> deposits = new ArrayList<>();
        for (int index = 0; index < block.transactions().size(); index++) {
            Transaction transaction = block.transactions().get(index);
            if (pays(transaction)) {
                addDeposits(deposits, transaction, index, height, hash, block);
            }
        }
        return List.copyOf(deposits);
    }

    private boolean pays(Transaction transaction) {
        return transaction.outputs().stream().anyMatch(output -> output.script().equals(federationScript));
    }

    private void addDeposits(
            List<Deposit> deposits, Transaction transaction, int index, int height, BlockHash hash, Block block) {
        List<Bytes32> leaves = block.txids().stream().map(Txid::bytes).toList();
        MerkleBranch branch = MerkleTree.branch(leaves, index);
        Bytes raw = Bytes.of(transaction.encodeWithoutWitness());
        for (int output = 0; output < transaction.outputs().size(); output++) {
            TxOutput paid = transaction.outputs().get(output);
            if (paid.script().equals(federationScript)) {
                deposits.add(new Deposit(
                        new OutPoint(transaction.txid(), output),
                        paid.value(),
                        eligibility(transaction, paid.value()),
                        hash,
                        height,
                        index,
                        raw,
                        branch));
            }
        }
    }

    private Eligibility eligibility(Transaction transaction, Sats amount) {
        return switch (RecipientSearch.in(transaction)) {
            case RecipientSearch.Result.NotFound(var problem) -> new Eligibility.Unaddressed(problem);
            case RecipientSearch.Result.Found(var recipient) ->
                amount.compareTo(minimum) < 0
                        ? new Eligibility.TooSmall(recipient)
                        : new Eligibility.Mintable(recipient);
        };
    }
}
