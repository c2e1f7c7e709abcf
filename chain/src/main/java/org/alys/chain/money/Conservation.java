package org.alys.chain.money;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Whether every coin on the sidechain is backed by bitcoin that the federation holds (docs/protocol.md, money). */
public sealed interface Conservation {
    /** The figures, which are the proof of reserves when the law holds. */
    Reserves reserves();

    record Conserved(Reserves reserves) implements Conservation {}

    /** At least one breach: stop signing and call the operator. */
    record Violated(Reserves reserves, List<Breach> breaches) implements Conservation {
        public Violated {
            breaches = List.copyOf(breaches);
        }
    }

    /** What exactly does not add up; amounts in wei. */
    sealed interface Breach {
        /** The federation holds more or less than it owes. */
        record NotBalanced(BigInteger held, BigInteger owed) implements Breach {}

        /** A part of what is owed is below zero. */
        record Negative(String term, BigInteger amount) implements Breach {}

        /** Less lies in the fee sink than the books say was paid to it. It may hold more: anybody can send it coins. */
        record FeeSinkTooLow(BigInteger balance, BigInteger priorityFeesPaid) implements Breach {}

        /** Less was burned than the books say. It may be more: anybody can send coins to a burn address. */
        record BridgeBurnsTooLow(BigInteger measured, BigInteger booked) implements Breach {}
    }

    /** Holds the books of a block against what was measured at that block. */
    static Conservation check(Ledger ledger, Measurements measured) {
        Reserves reserves = Reserves.of(ledger, measured);
        List<Breach> breaches = new ArrayList<>();
        if (!reserves.held().equals(reserves.owed())) {
            breaches.add(new Breach.NotBalanced(reserves.held(), reserves.owed()));
        }
        requireNotNegative("supply", reserves.supply(), breaches);
        requireNotNegative("unmintedFees", reserves.unmintedFees(), breaches);
        requireNotNegative("pegOutsWaiting", reserves.pegOutsWaiting(), breaches);
        if (measured.feeSinkBalance().compareTo(ledger.priorityFeesPaid()) < 0) {
            breaches.add(new Breach.FeeSinkTooLow(
                    measured.feeSinkBalance().value(), ledger.priorityFeesPaid().value()));
        }
        if (measured.bridgeBurns().compareTo(ledger.bridgeBurned()) < 0) {
            breaches.add(new Breach.BridgeBurnsTooLow(
                    measured.bridgeBurns().value(), ledger.bridgeBurned().value()));
        }
        return breaches.isEmpty() ? new Conserved(reserves) : new Violated(reserves, breaches);
    }

    private static void requireNotNegative(String term, BigInteger amount, List<Breach> breaches) {
        if (amount.signum() < 0) {
            breaches.add(new Breach.Negative(term, amount));
        }
    }
}
