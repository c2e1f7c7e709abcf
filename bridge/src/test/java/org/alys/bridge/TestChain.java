package org.alys.bridge;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.alys.bitcoin.tx.Block;
import org.alys.bitcoin.tx.BlockHash;
import org.alys.bitcoin.tx.BlockHeader;
import org.alys.bitcoin.tx.CompactTarget;
import org.alys.bitcoin.tx.MerkleTree;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.bitcoin.tx.Transaction;
import org.alys.bitcoin.tx.TxInput;
import org.alys.bitcoin.tx.TxOutput;
import org.alys.bitcoin.tx.Txid;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Hashes;
import org.alys.primitives.Sats;

/** Blocks of Bitcoin without work. The first is at height {@link #START}; no two are alike. */
final class TestChain {
    static final int START = 100;
    static final Bytes FEDERATION =
            Bytes.fromHex("51209b1e062807d4c8fd92ab26322c8bd9f2a5394e0ae9211fd5c53b35f89e3655fc");
    static final PegInTerms TERMS = new PegInTerms(FEDERATION, new Sats(1000), 3, START);
    static final EvmAddress ALICE = EvmAddress.fromHex("0xf9a9b63f5b7f9336da0ce520c6bec64627027f5b");

    private static final Bytes ANYBODY = Bytes.fromHex("51");

    private final List<Block> blocks = new ArrayList<>();
    private long counter;

    int tipHeight() {
        return START + blocks.size() - 1;
    }

    List<Block> blocks() {
        return List.copyOf(blocks);
    }

    Block mine(Transaction... transactions) {
        List<Transaction> all = Stream.concat(Stream.of(spending(OutPoint.NULL)), Stream.of(transactions))
                .toList();
        BlockHash previous =
                blocks.isEmpty() ? BlockHash.ZERO : blocks.getLast().hash();
        Bytes32 root = MerkleTree.root(
                all.stream().map(transaction -> transaction.txid().bytes()).toList());
        Block block = new Block(new BlockHeader(1, previous, root, ++counter, new CompactTarget(0x207fffff), 0), all);
        blocks.add(block);
        return block;
    }

    Block undo() {
        return blocks.removeLast();
    }

    /** Spends something that is not the federation's. */
    Transaction paying(TxOutput... outputs) {
        return transaction(new OutPoint(new Txid(Hashes.sha256d(new byte[] {1})), ++counter), List.of(outputs));
    }

    Transaction deposit(long sats) {
        return paying(toFederation(sats), naming(ALICE));
    }

    Transaction spending(OutPoint outPoint) {
        return transaction(outPoint, List.of(new TxOutput(new Sats(++counter), ANYBODY)));
    }

    private static Transaction transaction(OutPoint spent, List<TxOutput> outputs) {
        return new Transaction(2, List.of(TxInput.unsigned(spent, TxInput.FINAL_SEQUENCE)), outputs, 0);
    }

    static TxOutput toFederation(long sats) {
        return new TxOutput(new Sats(sats), FEDERATION);
    }

    static TxOutput naming(EvmAddress address) {
        return new TxOutput(
                Sats.ZERO, Bytes.fromHex("6a14" + Bytes.of(address.toArray()).toHex()));
    }

    static OutPoint first(Transaction transaction) {
        return new OutPoint(transaction.txid(), 0);
    }

    static PegInClaim claim(Deposit deposit) {
        DepositProof proof = deposit.proof().orElseThrow();
        return new PegInClaim(
                deposit.block(),
                deposit.height(),
                deposit.transactionIndex(),
                deposit.outPoint().index(),
                proof.transaction(),
                proof.merkleBranch(),
                deposit.amount(),
                deposit.recipient().orElseThrow());
    }

    static PegInBook bookOf(List<Block> blocks) {
        PegInBook book = new PegInBook(TERMS);
        for (int i = 0; i < blocks.size(); i++) {
            book.connect(START + i, blocks.get(i));
        }
        return book;
    }
}
