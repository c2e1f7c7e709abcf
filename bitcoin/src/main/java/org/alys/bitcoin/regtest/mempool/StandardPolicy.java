package org.alys.bitcoin.regtest.mempool;

import java.util.List;
import java.util.Optional;
import org.alys.bitcoin.regtest.consensus.Coin;
import org.alys.bitcoin.regtest.consensus.Rejection;
import org.alys.bitcoin.regtest.consensus.ScriptParser;
import org.alys.bitcoin.tx.BitcoinWriter;
import org.alys.bitcoin.tx.Transaction;
import org.alys.bitcoin.tx.TxInput;
import org.alys.bitcoin.tx.TxOutput;
import org.alys.primitives.Bytes;
import org.alys.primitives.Sats;

/** What a mempool takes of all that consensus allows (Bitcoin Core, {@code IsStandardTx}), with Core's default numbers. */
public final class StandardPolicy {
    static final int MAX_WEIGHT = 400_000;
    static final int MAX_SIGOPS_COST = 16_000;
    private static final int MIN_STRIPPED_SIZE = 65;
    private static final int MAX_SCRIPT_SIG = 1_650;
    private static final int MAX_DATA_SCRIPT = 83;
    private static final int MAX_BARE_KEYS = 3;
    private static final long DUST_SAT_PER_KVB = 3_000;
    private static final int SPEND_SIZE = 148;
    private static final int WITNESS_SPEND_SIZE = 67;

    private StandardPolicy() {}

    /** The transaction by itself. */
    static Optional<Rejection> check(Transaction transaction) {
        if (transaction.version() < 1 || transaction.version() > 3) {
            return rejected("version");
        }
        if (transaction.weight() > MAX_WEIGHT) {
            return rejected("tx-size");
        }
        for (TxInput input : transaction.inputs()) {
            if (input.script().size() > MAX_SCRIPT_SIG) {
                return rejected("scriptsig-size");
            }
            if (!ScriptParser.parse(input.script()).isPushOnly()) {
                return rejected("scriptsig-not-pushonly");
            }
        }
        return checkOutputs(transaction)
                .or(() -> transaction.sizeWithoutWitness() < MIN_STRIPPED_SIZE
                        ? rejected("tx-size-small")
                        : Optional.empty());
    }

    private static Optional<Rejection> checkOutputs(Transaction transaction) {
        int dataOutputs = 0;
        for (TxOutput output : transaction.outputs()) {
            ScriptKind kind = ScriptKind.of(output.script());
            boolean standard = switch (kind) {
                case NONSTANDARD -> false;
                case NULLDATA -> output.script().size() <= MAX_DATA_SCRIPT;
                case MULTISIG -> ScriptKind.multisigKeys(output.script()) <= MAX_BARE_KEYS;
                default -> true;
            };
            if (!standard) {
                return rejected("scriptpubkey");
            }
            if (kind == ScriptKind.NULLDATA) {
                dataOutputs++;
            }
        }
        if (transaction.outputs().stream().anyMatch(StandardPolicy::isDust)) {
            return rejected("dust");
        }
        return dataOutputs > 1 ? rejected("multi-op-return") : Optional.empty();
    }

    /** Whether the output is worth less than what spending it would cost. */
    public static boolean isDust(TxOutput output) {
        return output.value().compareTo(dustThreshold(output.script())) < 0;
    }

    /** The least value that an output with this script may have. */
    public static Sats dustThreshold(Bytes script) {
        if (ScriptParser.isUnspendable(script)) {
            return Sats.ZERO;
        }
        int size = 8 + BitcoinWriter.compactSizeLength(script.size()) + script.size();
        size += ScriptParser.witnessProgram(script).isPresent() ? WITNESS_SPEND_SIZE : SPEND_SIZE;
        return new Sats(size * DUST_SAT_PER_KVB / 1000);
    }

    /** The inputs, knowing what they spend. */
    static Optional<Rejection> checkInputs(Transaction transaction, List<Coin> coins, int sigopsCost) {
        for (int i = 0; i < coins.size(); i++) {
            ScriptKind kind = ScriptKind.of(coins.get(i).output().script());
            if (kind == ScriptKind.NONSTANDARD || kind == ScriptKind.WITNESS_UNKNOWN) {
                return rejected("bad-txns-nonstandard-inputs");
            }
            if (!hasStandardWitness(transaction.inputs().get(i), kind)) {
                return rejected("bad-witness-nonstandard");
            }
        }
        return sigopsCost > MAX_SIGOPS_COST ? rejected("bad-txns-too-many-sigops") : Optional.empty();
    }

    private static boolean hasStandardWitness(TxInput input, ScriptKind kind) {
        List<Bytes> witness = input.witness();
        if (witness.isEmpty()) {
            return true;
        }
        return switch (kind) {
            case WITNESS_V0_SCRIPTHASH ->
                witness.getLast().size() <= 3_600
                        && witness.size() - 1 <= 100
                        && witness.subList(0, witness.size() - 1).stream().allMatch(item -> item.size() <= 80);
            case WITNESS_V1_TAPROOT -> hasStandardTaprootWitness(witness);
            case WITNESS_V0_KEYHASH, SCRIPTHASH -> true;
            default -> false;
        };
    }

    private static boolean hasStandardTaprootWitness(List<Bytes> witness) {
        Bytes last = witness.getLast();
        boolean annexed = witness.size() >= 2 && !last.isEmpty() && last.get(0) == 0x50;
        if (annexed) {
            return false;
        }
        return witness.size() < 2
                || (last.get(0) & 0xfe) != 0xc0
                || witness.subList(0, witness.size() - 2).stream().allMatch(item -> item.size() <= 80);
    }

    private static Optional<Rejection> rejected(String reason) {
        return Optional.of(new Rejection(reason));
    }
}
