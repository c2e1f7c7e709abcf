package org.alys.bitcoin.regtest.consensus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.alys.bitcoin.tx.BitcoinWriter;
import org.alys.bitcoin.tx.Block;
import org.alys.bitcoin.tx.MerkleTree;
import org.alys.bitcoin.tx.Transaction;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.Hashes;

/** The output of a coinbase that commits to all witnesses of a block (BIP 141). */
public final class WitnessCommitment {
    private static final Bytes PREFIX = Bytes.fromHex("6a24aa21a9ed");
    private static final int SIZE = 38;

    private WitnessCommitment() {}

    /** The script of the output, for a coinbase whose witness is 32 zero bytes and these other transactions. */
    public static Bytes script(List<Transaction> withoutCoinbase) {
        Bytes32 hash = commitment(withoutCoinbase, Bytes32.ZERO);
        return Bytes.of(
                new BitcoinWriter(SIZE).writeBytes(PREFIX).writeBytes32(hash).toArray());
    }

    private static Bytes32 commitment(List<Transaction> withoutCoinbase, Bytes32 reserved) {
        List<Bytes32> leaves = new ArrayList<>();
        leaves.add(Bytes32.ZERO);
        withoutCoinbase.forEach(transaction -> leaves.add(transaction.wtxid()));
        return Hashes.sha256d(new BitcoinWriter(2 * Bytes32.SIZE)
                .writeBytes32(MerkleTree.root(leaves))
                .writeBytes32(reserved)
                .toArray());
    }

    /** The hash that the last such output of the coinbase names. */
    public static Optional<Bytes32> in(Transaction coinbase) {
        return coinbase.outputs().reversed().stream()
                .map(output -> output.script())
                .filter(WitnessCommitment::isCommitment)
                .findFirst()
                .map(script -> Bytes32.copyOf(script.toArray(), PREFIX.size()));
    }

    private static boolean isCommitment(Bytes script) {
        return script.size() >= SIZE
                && Arrays.equals(script.toArray(), 0, PREFIX.size(), PREFIX.toArray(), 0, PREFIX.size());
    }

    /** Whether witnesses and commitment agree. */
    public static Optional<Rejection> check(Block block) {
        Transaction coinbase = block.transactions().getFirst();
        Optional<Bytes32> committed = in(coinbase);
        if (committed.isEmpty()) {
            return block.transactions().stream().anyMatch(Transaction::hasWitness)
                    ? Optional.of(new Rejection(
                            "unexpected-witness", "CheckWitnessMalleation : unexpected witness data found"))
                    : Optional.empty();
        }
        List<Bytes> witness = coinbase.inputs().getFirst().witness();
        if (witness.size() != 1 || witness.getFirst().size() != Bytes32.SIZE) {
            return Optional.of(new Rejection(
                    "bad-witness-nonce-size", "CheckWitnessMalleation : invalid witness reserved value size"));
        }
        Bytes32 reserved = Bytes32.of(witness.getFirst().toArray());
        List<Transaction> others =
                block.transactions().subList(1, block.transactions().size());
        return commitment(others, reserved).equals(committed.get())
                ? Optional.empty()
                : Optional.of(new Rejection(
                        "bad-witness-merkle-match", "CheckWitnessMalleation : witness merkle commitment mismatch"));
    }
}
