package org.alys.bridge;

import java.util.List;
import java.util.stream.IntStream;
import org.alys.bitcoin.tx.Transaction;
import org.alys.bitcoin.tx.TxOutput;
import org.alys.bridge.Eligibility.Mintable;
import org.alys.bridge.Eligibility.Reason;
import org.alys.bridge.Eligibility.Refused;
import org.alys.bridge.Eligibility.TooSmall;
import org.alys.primitives.Bytes;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Sats;

/**
 * Finds deposits in a transaction: every output whose script is the federation's, byte for byte, is one. Whom they credit
 * says an OP_RETURN output of the same transaction.
 */
public final class DepositParser {
    /** The largest transaction, without witness, whose deposits can be minted: a block carries it as the proof. */
    public static final int MAX_TRANSACTION_BYTES = 400_000;

    private final Bytes federationScript;
    private final Sats minimum;

    public DepositParser(Bytes federationScript, Sats minimum) {
        this.federationScript = federationScript;
        this.minimum = minimum;
    }

    /** One output that pays the federation. */
    public record Payment(int outputIndex, Sats amount, Eligibility eligibility) {}

    /** The outputs that pay the federation, in their order; empty for most transactions. */
    public List<Payment> parse(Transaction transaction) {
        List<TxOutput> outputs = transaction.outputs();
        int[] paying = IntStream.range(0, outputs.size())
                .filter(index -> outputs.get(index).script().equals(federationScript))
                .toArray();
        if (paying.length == 0) {
            return List.of();
        }
        Eligibility ofAll = eligibility(transaction);
        return IntStream.of(paying)
                .mapToObj(index -> new Payment(
                        index,
                        outputs.get(index).value(),
                        withMinimum(ofAll, outputs.get(index).value())))
                .toList();
    }

    private Eligibility withMinimum(Eligibility eligibility, Sats amount) {
        return eligibility instanceof Mintable(EvmAddress recipient) && amount.compareTo(minimum) < 0
                ? new TooSmall(recipient)
                : eligibility;
    }

    private static Eligibility eligibility(Transaction transaction) {
        if (transaction.sizeWithoutWitness() > MAX_TRANSACTION_BYTES) {
            return new Refused(Reason.TRANSACTION_TOO_LARGE);
        }
        List<EvmAddress> named = transaction.outputs().stream()
                .flatMap(output -> RecipientSearch.in(output.script()).stream())
                .distinct()
                .limit(2)
                .toList();
        return switch (named.size()) {
            case 0 -> new Refused(Reason.NO_ADDRESS);
            case 1 -> named.getFirst().isZero() ? new Refused(Reason.ZERO_ADDRESS) : new Mintable(named.getFirst());
            default -> new Refused(Reason.SEVERAL_ADDRESSES);
        };
    }
}
