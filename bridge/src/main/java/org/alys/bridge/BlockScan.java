package org.alys.bridge;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.alys.bitcoin.tx.Block;
import org.alys.bitcoin.tx.BlockHash;
import org.alys.bitcoin.tx.MerkleTree;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.bitcoin.tx.Transaction;
import org.alys.bitcoin.tx.Txid;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;

/** Finds the deposits of one block and proves those that can be minted. Most blocks have none and cost no hash. */
final class BlockScan {
    private final DepositParser parser;
    private final int height;
    private final Block block;
    private final BlockHash hash;
    private List<Bytes32> leaves = List.of();

    BlockScan(DepositParser parser, int height, Block block) {
        this.parser = parser;
        this.height = height;
        this.block = block;
        this.hash = block.hash();
    }

    /**
     * In the order of Bitcoin.
     *
     * @throws IllegalArgumentException when there are some and the header does not commit to the transactions
     */
    List<Deposit> deposits() {
        List<Deposit> found = new ArrayList<>();
        List<Transaction> transactions = block.transactions();
        for (int index = 0; index < transactions.size(); index++) {
            List<DepositParser.Payment> payments = parser.parse(transactions.get(index));
            if (!payments.isEmpty()) {
                addAll(found, index, payments);
            }
        }
        return found;
    }

    private void addAll(List<Deposit> found, int index, List<DepositParser.Payment> payments) {
        Txid txid = new Txid(leaves().get(index));
        boolean mintable = payments.stream().anyMatch(payment -> payment.eligibility() instanceof Eligibility.Mintable);
        Optional<DepositProof> proof = mintable ? Optional.of(proof(index)) : Optional.empty();
        for (DepositParser.Payment payment : payments) {
            Deposit deposit = new Deposit(
                    new OutPoint(txid, payment.outputIndex()),
                    payment.amount(),
                    payment.eligibility(),
                    hash,
                    height,
                    index,
                    proof);
            found.add(deposit.isMintable() ? deposit : deposit.withoutProof());
        }
    }

    private DepositProof proof(int index) {
        return new DepositProof(
                Bytes.of(block.transactions().get(index).encodeWithoutWitness()),
                MerkleTree.branch(leaves(), index).nodes());
    }

    private List<Bytes32> leaves() {
        if (leaves.isEmpty()) {
            leaves = block.txids().stream().map(Txid::bytes).toList();
            if (!MerkleTree.root(leaves).equals(block.header().merkleRoot()) || MerkleTree.isAmbiguous(leaves)) {
                throw new IllegalArgumentException("block " + hash + " has other transactions than its header says");
            }
        }
        return leaves;
    }
}
