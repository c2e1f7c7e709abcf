package org.alys.bitcoin.regtest.consensus;

import fr.acinq.bitcoin.ByteVector;
import fr.acinq.bitcoin.OutPoint;
import fr.acinq.bitcoin.Satoshi;
import fr.acinq.bitcoin.ScriptFlags;
import fr.acinq.bitcoin.TxIn;
import fr.acinq.bitcoin.TxOut;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alys.bitcoin.tx.Transaction;
import org.alys.bitcoin.tx.TxOutput;
import org.alys.primitives.Bytes32;

/**
 * Runs the scripts of a transaction, through bitcoin-kmp. What passed the stricter rules of the mempool is remembered by
 * its witness hash, which binds all that was checked, and is not run again in a block. Not safe for use by several threads.
 */
public final class ScriptVerifier {
    private static final int REMEMBERED = 50_000;
    private static final int CONSENSUS_FLAGS = ScriptFlags.SCRIPT_VERIFY_P2SH
            | ScriptFlags.SCRIPT_VERIFY_DERSIG
            | ScriptFlags.SCRIPT_VERIFY_NULLDUMMY
            | ScriptFlags.SCRIPT_VERIFY_CHECKLOCKTIMEVERIFY
            | ScriptFlags.SCRIPT_VERIFY_CHECKSEQUENCEVERIFY
            | ScriptFlags.SCRIPT_VERIFY_WITNESS
            | ScriptFlags.SCRIPT_VERIFY_TAPROOT;

    /** Which rules scripts must meet. */
    public enum Strictness {
        /** What every block must meet. */
        CONSENSUS(CONSENSUS_FLAGS),
        /** What the mempool wants on top. */
        STANDARD(CONSENSUS_FLAGS | ScriptFlags.STANDARD_SCRIPT_VERIFY_FLAGS);

        private final int flags;

        Strictness(int flags) {
            this.flags = flags;
        }
    }

    private final Map<Bytes32, Boolean> passed = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Bytes32, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };

    /**
     * Runs all scripts of {@code transaction}.
     *
     * @param spent the outputs that its inputs spend, in their order
     * @return what is wrong; empty when nothing is
     */
    public Optional<String> verify(Transaction transaction, List<TxOutput> spent, Strictness strictness) {
        Bytes32 key = transaction.wtxid();
        if (passed.containsKey(key)) {
            return Optional.empty();
        }
        try {
            var parsed = fr.acinq.bitcoin.Transaction.read(transaction.encode());
            parsed.correctlySpends(outputs(parsed.txIn, spent), strictness.flags);
        } catch (RuntimeException e) {
            // the library reports a script that fails by whatever exception its interpreter happens to meet
            return Optional.of(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
        }
        if (strictness == Strictness.STANDARD) {
            passed.put(key, true);
        }
        return Optional.empty();
    }

    private static Map<OutPoint, TxOut> outputs(List<TxIn> inputs, List<TxOutput> spent) {
        Map<OutPoint, TxOut> outputs = new HashMap<>();
        for (int i = 0; i < spent.size(); i++) {
            TxOutput output = spent.get(i);
            outputs.put(
                    inputs.get(i).outPoint,
                    new TxOut(
                            new Satoshi(output.value().value()),
                            new ByteVector(output.script().toArray())));
        }
        return outputs;
    }
}
