package org.alys.bitcoin.regtest.consensus;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.bitcoin.tx.Transaction;
import org.alys.bitcoin.tx.TxInput;
import org.alys.bitcoin.tx.TxOutput;
import org.alys.primitives.Sats;

/** The rules of a transaction by itself and of the amounts it moves (Bitcoin Core, {@code CheckTransaction}). */
public final class TransactionChecks {
    private static final int MIN_COINBASE_SCRIPT = 2;
    private static final int MAX_COINBASE_SCRIPT = 100;

    private TransactionChecks() {}

    /** What can be said without knowing the chain. */
    public static Optional<Rejection> check(Transaction transaction) {
        if (transaction.inputs().isEmpty()) {
            return rejected("bad-txns-vin-empty");
        }
        if (transaction.outputs().isEmpty()) {
            return rejected("bad-txns-vout-empty");
        }
        if (transaction.sizeWithoutWitness() * RegtestRules.WITNESS_SCALE > RegtestRules.MAX_BLOCK_WEIGHT) {
            return rejected("bad-txns-oversize");
        }
        long total = 0;
        for (TxOutput output : transaction.outputs()) {
            total += output.value().value();
            if (total > Sats.MAX_MONEY.value()) {
                return rejected("bad-txns-txouttotal-toolarge");
            }
        }
        Set<OutPoint> seen = new HashSet<>();
        for (TxInput input : transaction.inputs()) {
            if (!seen.add(input.previous())) {
                return rejected("bad-txns-inputs-duplicate");
            }
        }
        return checkNullInputs(transaction);
    }

    private static Optional<Rejection> checkNullInputs(Transaction transaction) {
        if (transaction.isCoinbase()) {
            int size = transaction.inputs().getFirst().script().size();
            return size < MIN_COINBASE_SCRIPT || size > MAX_COINBASE_SCRIPT
                    ? rejected("bad-cb-length")
                    : Optional.empty();
        }
        return transaction.inputs().stream().anyMatch(input -> input.previous().isNull())
                ? rejected("bad-txns-prevout-null")
                : Optional.empty();
    }

    /** Whether the transaction may be in a block at {@code height} whose lock-time clock shows {@code medianTime}. */
    public static boolean isFinal(Transaction transaction, int height, long medianTime) {
        long lockTime = transaction.lockTime();
        if (lockTime == 0 || lockTime < (lockTime < RegtestRules.LOCK_TIME_THRESHOLD ? height : medianTime)) {
            return true;
        }
        return transaction.inputs().stream().allMatch(input -> input.sequence() == TxInput.FINAL_SEQUENCE);
    }

    /** What {@link #checkAmounts} finds. */
    public sealed interface Amounts {
        record Fee(Sats fee) implements Amounts {}

        record Refused(Rejection rejection) implements Amounts {}
    }

    /** Maturity and amounts of a transaction whose inputs spend {@code coins}, in their order, at {@code height}. */
    public static Amounts checkAmounts(Transaction transaction, List<Coin> coins, int height) {
        long in = 0;
        for (Coin coin : coins) {
            if (coin.isImmatureAt(height)) {
                return new Amounts.Refused(new Rejection(
                        "bad-txns-premature-spend-of-coinbase",
                        "tried to spend coinbase at depth " + (height - coin.height())));
            }
            in += coin.output().value().value();
            if (in > Sats.MAX_MONEY.value()) {
                return new Amounts.Refused(new Rejection("bad-txns-inputvalues-outofrange"));
            }
        }
        Sats out = totalOut(transaction);
        if (in < out.value()) {
            return new Amounts.Refused(new Rejection(
                    "bad-txns-in-belowout", "value in (" + plain(new Sats(in)) + ") < value out (" + plain(out) + ")"));
        }
        return new Amounts.Fee(new Sats(in - out.value()));
    }

    public static Sats totalOut(Transaction transaction) {
        return transaction.outputs().stream().map(TxOutput::value).reduce(Sats.ZERO, Sats::plus);
    }

    private static String plain(Sats amount) {
        String plain = amount.toBtc().toPlainString();
        // Core's FormatMoney keeps at least two decimals
        int end = plain.length();
        while (plain.charAt(end - 1) == '0' && plain.charAt(end - 3) != '.') {
            end--;
        }
        return plain.substring(0, end);
    }

    private static Optional<Rejection> rejected(String reason) {
        return Optional.of(new Rejection(reason));
    }
}
