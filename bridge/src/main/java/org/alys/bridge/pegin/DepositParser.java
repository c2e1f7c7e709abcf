package org.alys.bridge.pegin;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.alys.bitcoin.tx.Transaction;
import org.alys.bitcoin.tx.TxOutput;
import org.alys.primitives.Bytes;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Sats;

/**
 * Finds the outputs of a transaction that pay the federation, by whole script, and says of each whether it can be minted.
 * Every such output counts; all of them name the same recipient.
 */
public final class DepositParser {
    private final Set<Bytes> federationScripts;
    private final Sats minimum;

    /**
     * @param federationScripts the whole output scripts of the federation, present and former
     * @param minimum the smallest amount that is minted
     */
    public DepositParser(Set<Bytes> federationScripts, Sats minimum) {
        if (federationScripts.isEmpty()) {
            throw new IllegalArgumentException("a federation has a script");
        }
        this.federationScripts = Set.copyOf(federationScripts);
        this.minimum = minimum;
    }

    boolean paysFederation(TxOutput output) {
        return federationScripts.contains(output.script());
    }

    /** The payments of a transaction, in the order of its outputs. */
    List<ParsedPayment> parse(Transaction transaction) {
        if (transaction.outputs().stream().noneMatch(this::paysFederation)) {
            return List.of();
        }
        List<EvmAddress> recipients = NamedRecipient.of(transaction);
        boolean tooLarge = transaction.sizeWithoutWitness() > DepositProof.MAX_TRANSACTION_BYTES;
        List<ParsedPayment> payments = new ArrayList<>();
        for (int index = 0; index < transaction.outputs().size(); index++) {
            TxOutput output = transaction.outputs().get(index);
            if (paysFederation(output)) {
                payments.add(new ParsedPayment(index, output.value(), outcome(output.value(), recipients, tooLarge)));
            }
        }
        return payments;
    }

    private PaymentOutcome outcome(Sats amount, List<EvmAddress> recipients, boolean tooLarge) {
        if (recipients.size() != 1) {
            UnmintableReason reason =
                    recipients.isEmpty() ? UnmintableReason.NO_RECIPIENT : UnmintableReason.SEVERAL_RECIPIENTS;
            return new PaymentOutcome.Unmintable(reason, Optional.empty());
        }
        EvmAddress recipient = recipients.getFirst();
        if (recipient.isZero()) {
            return new PaymentOutcome.Unmintable(UnmintableReason.ZERO_RECIPIENT, Optional.of(recipient));
        }
        if (tooLarge) {
            return new PaymentOutcome.Unmintable(UnmintableReason.TRANSACTION_TOO_LARGE, Optional.of(recipient));
        }
        if (amount.compareTo(minimum) < 0) {
            return new PaymentOutcome.Unmintable(UnmintableReason.BELOW_MINIMUM, Optional.of(recipient));
        }
        return new PaymentOutcome.Mintable(recipient);
    }
}
