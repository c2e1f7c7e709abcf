package org.alys.bitcoin.mining;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.alys.bitcoin.mining.BlockTemplate.TemplateTransaction;
import org.alys.bitcoin.tx.BlockHash;
import org.alys.bitcoin.tx.CompactTarget;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.bitcoin.tx.Transaction;
import org.alys.bitcoin.tx.TxInput;
import org.alys.bitcoin.tx.TxOutput;
import org.alys.bitcoin.tx.Txid;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.Hashes;
import org.alys.primitives.Sats;

/** Block templates as a node on regtest would give them. */
final class Templates {
    static final Bytes PAYOUT = Bytes.fromHex("0014" + "33".repeat(20));
    static final Bytes COMMITMENT = Bytes.fromHex("6a24aa21a9ed" + "44".repeat(32));
    static final CompactTarget EASY = CompactTarget.REGTEST_LIMIT;
    static final CompactTarget HARD = CompactTarget.fromHex("1d00ffff");

    private Templates() {}

    static BlockTemplate regtest(int height, int transactions) {
        return template(height, transactions, EASY, Optional.of(COMMITMENT));
    }

    static BlockTemplate template(int height, int transactions, CompactTarget bits, Optional<Bytes> commitment) {
        List<TemplateTransaction> entries = new ArrayList<>();
        for (int i = 0; i < transactions; i++) {
            Txid previous = new Txid(Hashes.sha256d(new byte[] {(byte) i}));
            Transaction transaction = new Transaction(
                    2,
                    List.of(TxInput.unsigned(new OutPoint(previous, i), 0).withWitness(List.of(Bytes.fromHex("aa")))),
                    List.of(new TxOutput(new Sats(1000), PAYOUT)),
                    0);
            entries.add(new TemplateTransaction(transaction.txid(), Bytes.of(transaction.encode())));
        }
        return new BlockTemplate(
                new BlockHash(Bytes32.fromHex("77".repeat(32))),
                height,
                0x20000000,
                1_700_000_000L,
                bits,
                new Sats(50 * Sats.PER_BTC),
                entries,
                commitment);
    }
}
