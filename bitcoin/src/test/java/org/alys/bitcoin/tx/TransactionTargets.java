package org.alys.bitcoin.tx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.alys.bitcoin.regtest.consensus.ScriptParser;
import org.alys.fuzzing.FuzzTarget;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.Sats;

/** Fuzzing of transactions, headers, blocks and branches. What is accepted has one encoding: the bytes it came from. */
public final class TransactionTargets {
    private static final Transaction PLAIN = transaction(List.of());
    private static final Transaction WITNESS = transaction(List.of(Bytes.fromHex("0102"), Bytes.EMPTY));
    private static final BlockHeader HEADER = new BlockHeader(
            2,
            BlockHash.ZERO,
            MerkleTree.root(List.of(PLAIN.txid().bytes())),
            1_700_000_000L,
            CompactTarget.REGTEST_LIMIT,
            7);

    public static final List<FuzzTarget> ALL = List.of(
            FuzzTarget.total("transaction", TransactionTargets::transaction, PLAIN.encode(), WITNESS.encode()),
            FuzzTarget.total("header", TransactionTargets::header, HEADER.encode()),
            FuzzTarget.total("block", TransactionTargets::block, new Block(HEADER, List.of(PLAIN, WITNESS)).encode()),
            FuzzTarget.of("merkle-branch", MalformedBytesException.class, TransactionTargets::branch, branch()),
            FuzzTarget.total(
                    "script",
                    TransactionTargets::script,
                    Bytes.fromHex("4c02aabb5221" + "02".repeat(33) + "51ae").toArray()),
            FuzzTarget.total("compact-target", TransactionTargets::target, new byte[] {0x20, 0x7f, -1, -1}));

    private TransactionTargets() {}

    private static void transaction(byte[] input) {
        Transaction.decode(input).toOptional().ifPresent(transaction -> {
            assertThat(transaction.encode()).isEqualTo(input);
            assertThat(transaction.size()).isEqualTo(input.length);
            assertThat(transaction.encodeWithoutWitness()).hasSize(transaction.sizeWithoutWitness());
            assertThat(transaction.weight()).isBetween(transaction.size(), 4 * transaction.size());
            transaction.txid();
        });
    }

    private static void header(byte[] input) {
        BlockHeader.decode(input)
                .toOptional()
                .ifPresent(header -> assertThat(header.encode()).isEqualTo(input));
    }

    private static void block(byte[] input) {
        Block.decode(input).toOptional().ifPresent(block -> {
            assertThat(block.encode()).isEqualTo(input);
            block.isCommittedByHeader();
        });
    }

    private static void branch(byte[] input) throws MalformedBytesException {
        MerkleBranch branch = MerkleBranch.read(new BitcoinReader(input));
        BitcoinWriter writer = new BitcoinWriter(branch.size());
        branch.write(writer);
        assertThat(writer.toArray()).hasSize(branch.size());
        branch.fold(Bytes32.ZERO);
    }

    private static void script(byte[] input) {
        ScriptParser.Parsed parsed = ScriptParser.parse(Bytes.of(input));
        assertThat(parsed.operations().size()).isLessThanOrEqualTo(input.length);
        ScriptParser.isUnspendable(Bytes.of(input));
    }

    private static void target(byte[] input) {
        if (input.length == 4) {
            int bits = input[0] << 24 | (input[1] & 0xff) << 16 | (input[2] & 0xff) << 8 | (input[3] & 0xff);
            new CompactTarget(bits).isMetBy(HEADER.hash());
        }
    }

    private static byte[] branch() {
        BitcoinWriter writer = new BitcoinWriter(100);
        new MerkleBranch(List.of(Bytes32.ZERO, PLAIN.txid().bytes()), 2).write(writer);
        return writer.toArray();
    }

    private static Transaction transaction(List<Bytes> witness) {
        TxInput input = new TxInput(OutPoint.NULL, Bytes.fromHex("0351"), TxInput.FINAL_SEQUENCE, witness);
        return new Transaction(2, List.of(input), List.of(new TxOutput(new Sats(5000), Bytes.fromHex("51"))), 9);
    }
}
