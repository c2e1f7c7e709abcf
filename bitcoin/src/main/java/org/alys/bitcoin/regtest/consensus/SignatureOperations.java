package org.alys.bitcoin.regtest.consensus;

import java.util.List;
import java.util.Optional;
import org.alys.bitcoin.regtest.consensus.ScriptParser.Operation;
import org.alys.bitcoin.regtest.consensus.ScriptParser.Parsed;
import org.alys.bitcoin.regtest.consensus.ScriptParser.WitnessProgram;
import org.alys.bitcoin.tx.Transaction;
import org.alys.bitcoin.tx.TxInput;
import org.alys.bitcoin.tx.TxOutput;
import org.alys.primitives.Bytes;

/** Counts signature checks as the block limit does: four for each outside the witness, one for each inside (BIP 141). */
public final class SignatureOperations {
    private static final int CHECKSIG = 0xac;
    private static final int CHECKSIGVERIFY = 0xad;
    private static final int CHECKMULTISIG = 0xae;
    private static final int CHECKMULTISIGVERIFY = 0xaf;
    private static final int MAX_MULTISIG_KEYS = 20;

    private SignatureOperations() {}

    /** Checks in the scripts that the transaction itself carries, without looking at what it spends. */
    public static int legacyCount(Transaction transaction) {
        int count = 0;
        for (TxInput input : transaction.inputs()) {
            count += count(input.script(), false);
        }
        for (TxOutput output : transaction.outputs()) {
            count += count(output.script(), false);
        }
        return count;
    }

    /**
     * The full cost.
     *
     * @param spent the outputs that the inputs spend, in their order; empty for a coinbase
     */
    public static int cost(Transaction transaction, List<TxOutput> spent) {
        int cost = RegtestRules.WITNESS_SCALE * legacyCount(transaction);
        for (int i = 0; i < spent.size(); i++) {
            TxInput input = transaction.inputs().get(i);
            Bytes script = spent.get(i).script();
            Optional<Bytes> redeem = redeemScript(script, input);
            cost += RegtestRules.WITNESS_SCALE
                    * redeem.map(inner -> count(inner, true)).orElse(0);
            cost += ScriptParser.witnessProgram(redeem.orElse(script))
                    .map(program -> witnessCost(program, input.witness()))
                    .orElse(0);
        }
        return cost;
    }

    private static Optional<Bytes> redeemScript(Bytes script, TxInput input) {
        if (!ScriptParser.isPayToScriptHash(script)) {
            return Optional.empty();
        }
        Parsed parsed = ScriptParser.parse(input.script());
        return parsed.isPushOnly() && !parsed.operations().isEmpty()
                ? Optional.of(parsed.operations().getLast().data())
                : Optional.empty();
    }

    private static int witnessCost(WitnessProgram program, List<Bytes> witness) {
        if (program.version() != 0) {
            return 0;
        }
        if (program.program().size() == 20) {
            return 1;
        }
        return program.program().size() == 32 && !witness.isEmpty() ? count(witness.getLast(), true) : 0;
    }

    private static int count(Bytes script, boolean accurate) {
        int count = 0;
        int previous = -1;
        for (Operation operation : ScriptParser.parse(script).operations()) {
            count += switch (operation.opcode()) {
                case CHECKSIG, CHECKSIGVERIFY -> 1;
                case CHECKMULTISIG, CHECKMULTISIGVERIFY ->
                    accurate && previous >= ScriptParser.OP_1 && previous <= ScriptParser.OP_16
                            ? previous - ScriptParser.OP_1 + 1
                            : MAX_MULTISIG_KEYS;
                default -> 0;
            };
            previous = operation.opcode();
        }
        return count;
    }
}
