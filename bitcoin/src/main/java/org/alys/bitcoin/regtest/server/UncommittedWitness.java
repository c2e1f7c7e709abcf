package org.alys.bitcoin.regtest.server;

import java.util.ArrayList;
import java.util.List;
import org.alys.bitcoin.regtest.consensus.WitnessCommitment;
import org.alys.bitcoin.tx.Block;
import org.alys.bitcoin.tx.Transaction;
import org.alys.bitcoin.tx.TxInput;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;

/**
 * Miners may hand in a coinbase without its witness, which the header does not commit to: the value that the commitment
 * was made with is then 32 zero bytes (Bitcoin Core, {@code UpdateUncommittedBlockStructures}).
 */
final class UncommittedWitness {
    private UncommittedWitness() {}

    static Block complete(Block block) {
        if (block.transactions().isEmpty()) {
            return block;
        }
        Transaction coinbase = block.transactions().getFirst();
        if (!coinbase.isCoinbase()
                || coinbase.hasWitness()
                || WitnessCommitment.in(coinbase).isEmpty()) {
            return block;
        }
        TxInput input = coinbase.inputs().getFirst().withWitness(List.of(Bytes.of(new byte[Bytes32.SIZE])));
        List<Transaction> transactions = new ArrayList<>(block.transactions());
        transactions.set(
                0, new Transaction(coinbase.version(), List.of(input), coinbase.outputs(), coinbase.lockTime()));
        return new Block(block.header(), transactions);
    }
}
