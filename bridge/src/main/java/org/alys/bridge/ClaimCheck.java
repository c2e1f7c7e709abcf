package org.alys.bridge;

import java.util.Optional;
import org.alys.bitcoin.tx.Decoded;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.bitcoin.tx.Transaction;
import org.alys.bridge.Eligibility.Mintable;
import org.alys.bridge.Eligibility.Refused;
import org.alys.bridge.Eligibility.TooSmall;
import org.alys.primitives.Bytes;
import org.alys.primitives.EvmAddress;

/** What a claim says that its own transaction contradicts: wrong on every chain, whatever a node has seen of Bitcoin. */
final class ClaimCheck {
    private final DepositParser parser;

    ClaimCheck(DepositParser parser) {
        this.parser = parser;
    }

    /** How the check ended. */
    sealed interface Outcome {
        record Consistent(OutPoint outPoint) implements Outcome {}

        record Wrong(String reason) implements Outcome {}
    }

    Outcome check(PegInClaim claim) {
        if (claim.transaction().size() > DepositParser.MAX_TRANSACTION_BYTES) {
            return new Outcome.Wrong("the transaction has "
                    + claim.transaction().size() + " bytes, more than " + DepositParser.MAX_TRANSACTION_BYTES);
        }
        return switch (Transaction.decode(claim.transaction().toArray())) {
            case Decoded.Malformed<Transaction>(int offset, String reason) ->
                new Outcome.Wrong("the transaction is malformed at byte " + offset + ": " + reason);
            case Decoded.Valid<Transaction>(Transaction transaction) -> check(claim, transaction);
        };
    }

    private Outcome check(PegInClaim claim, Transaction transaction) {
        if (!Bytes.of(transaction.encodeWithoutWitness()).equals(claim.transaction())) {
            return new Outcome.Wrong("the transaction is not encoded without witness");
        }
        Optional<DepositParser.Payment> paying = parser.parse(transaction).stream()
                .filter(payment -> payment.outputIndex() == claim.outputIndex())
                .findFirst();
        return paying.flatMap(payment -> contradiction(claim, payment))
                .or(() -> paying.isPresent()
                        ? Optional.empty()
                        : Optional.of("output " + claim.outputIndex() + " does not pay the federation"))
                .<Outcome>map(Outcome.Wrong::new)
                .orElseGet(() -> new Outcome.Consistent(new OutPoint(transaction.txid(), claim.outputIndex())));
    }

    private static Optional<String> contradiction(PegInClaim claim, DepositParser.Payment payment) {
        if (!payment.amount().equals(claim.amount())) {
            return Optional.of("the output pays " + payment.amount() + ", not " + claim.amount());
        }
        return switch (payment.eligibility()) {
            case Refused(Eligibility.Reason reason) -> Optional.of("nobody can be credited: " + reason);
            case TooSmall _ -> Optional.of(payment.amount() + " is below the minimum");
            case Mintable(EvmAddress recipient) ->
                recipient.equals(claim.recipient())
                        ? Optional.empty()
                        : Optional.of("the deposit credits " + recipient + ", not " + claim.recipient());
        };
    }
}
