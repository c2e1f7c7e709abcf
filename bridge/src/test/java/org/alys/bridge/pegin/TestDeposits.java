package org.alys.bridge.pegin;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.alys.bitcoin.follow.ChainEvent.Connected;
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
import org.alys.primitives.Hex;
import org.alys.primitives.Sats;

/** Builds deposits and blocks that hold them. */
final class TestDeposits {
    static final Bytes FEDERATION = Bytes.fromHex("5120" + "ab".repeat(32));
    static final Sats MINIMUM = new Sats(10_000);
    static final EvmAddress ALICE = EvmAddress.fromHex("0xf9a9b63f5b7f9336da0ce520c6bec64627027f5b");
    static final DepositParser PARSER = new DepositParser(Set.of(FEDERATION), MINIMUM);
    static final BlockScanner SCANNER = new BlockScanner(PARSER);

    private TestDeposits() {}

    static TxOutput toFederation(long sats) {
        return new TxOutput(new Sats(sats), FEDERATION);
    }

    /** An OP_RETURN output with one direct push. */
    static TxOutput data(byte[] push) {
        return new TxOutput(Sats.ZERO, Bytes.fromHex("6a" + String.format("%02x", push.length) + Hex.encode(push)));
    }

    static TxOutput text(String push) {
        return data(push.getBytes(StandardCharsets.US_ASCII));
    }

    static TxOutput naming(EvmAddress recipient) {
        return data(recipient.toArray());
    }

    /** A transaction that spends a coin nobody else spends, told apart by {@code salt}. */
    static Transaction transaction(int salt, TxOutput... outputs) {
        return spending(List.of(new OutPoint(new Txid(hash("coin " + salt)), 0)), outputs);
    }

    static Transaction spending(List<OutPoint> coins, TxOutput... outputs) {
        List<TxInput> inputs = coins.stream()
                .map(coin -> TxInput.unsigned(coin, TxInput.FINAL_SEQUENCE).withWitness(List.of(Bytes.fromHex("aa"))))
                .toList();
        return new Transaction(2, inputs, List.of(outputs), 0);
    }

    static Transaction deposit(int salt, long sats) {
        return transaction(salt, toFederation(sats), naming(ALICE));
    }

    static Bytes32 hash(String text) {
        return Hashes.sha256d(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A block with a coinbase of its own, then {@code transactions}. */
    static Block block(BlockHash previous, int salt, List<Transaction> transactions) {
        List<Transaction> all = new ArrayList<>();
        Bytes script = Bytes.of(("block " + salt).getBytes(StandardCharsets.US_ASCII));
        all.add(new Transaction(
                2,
                List.of(new TxInput(OutPoint.NULL, script, TxInput.FINAL_SEQUENCE, List.of())),
                List.of(new TxOutput(new Sats(5_000_000_000L), Bytes.fromHex("51"))),
                0));
        all.addAll(transactions);
        Bytes32 root = MerkleTree.root(
                all.stream().map(transaction -> transaction.txid().bytes()).toList());
        return new Block(new BlockHeader(1, previous, root, 0, CompactTarget.REGTEST_LIMIT, 0), all);
    }

    static Connected connected(int height, Block block) {
        return new Connected(height, block.hash(), block);
    }
}
