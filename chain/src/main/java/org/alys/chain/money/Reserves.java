package org.alys.chain.money;

import java.math.BigInteger;
import org.alys.primitives.Sats;

/**
 * Both sides of the conservation law at one block, in wei: what the federation holds on Bitcoin, and whom it belongs to. Terms
 * may be negative when something is wrong, so these are plain integers.
 *
 * @param held satoshis that the federation holds, times 10^10
 * @param supply coins of users: minted, less fees and peg-outs
 * @param unmintedFees paid by users and not yet minted again
 * @param pegInsWaiting deposits not minted: still waiting, or listed for ever because they are too small
 * @param pegOutsWaiting burned, neither refunded nor paid, without the dust
 * @param dust burned below a satoshi
 */
public record Reserves(
        BigInteger held,
        BigInteger supply,
        BigInteger unmintedFees,
        BigInteger pegInsWaiting,
        BigInteger pegOutsWaiting,
        BigInteger dust) {
    static Reserves of(Ledger ledger, Measurements measured) {
        BigInteger minted = ledger.mintedPegIns()
                .value()
                .add(ledger.mintedFees().value())
                .add(ledger.mintedRefunds().value());
        BigInteger feesPaid = ledger.feesPaid().value();
        BigInteger burned = ledger.bridgeBurned().value();
        return new Reserves(
                wei(measured.held()),
                minted.subtract(feesPaid).subtract(burned),
                feesPaid.subtract(ledger.mintedFees().value()),
                wei(measured.pegInsWaiting()),
                burned.subtract(ledger.dust().value())
                        .subtract(ledger.mintedRefunds().value())
                        .subtract(wei(ledger.pegOutsPaid())),
                ledger.dust().value());
    }

    /** All that the federation owes. */
    public BigInteger owed() {
        return supply.add(unmintedFees).add(pegInsWaiting).add(pegOutsWaiting).add(dust);
    }

    private static BigInteger wei(Sats sats) {
        return sats.toWei().value();
    }
}
