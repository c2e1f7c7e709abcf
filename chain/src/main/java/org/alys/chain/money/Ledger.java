package org.alys.chain.money;

import org.alys.primitives.Sats;
import org.alys.primitives.Wei;
import org.alys.primitives.ssz.Ssz;
import org.alys.primitives.ssz.SszContainer;
import org.alys.primitives.ssz.SszType;

/**
 * Running totals of all money that a chain made and unmade up to a block. Totals only ever grow.
 *
 * @param mintedPegIns for deposits
 * @param mintedFees fees that were minted again for miners and members
 * @param mintedRefunds for peg-outs that could not be paid
 * @param feesPaid base and priority fees that users paid
 * @param priorityFeesPaid the part of {@code feesPaid} that went to the fee sink
 * @param bridgeBurned by peg-out requests
 * @param dust the part of {@code bridgeBurned} below a satoshi, request by request
 * @param pegOutsPaid what settled payments took from the federation's coins, Bitcoin's fees included
 */
public record Ledger(
        Wei mintedPegIns,
        Wei mintedFees,
        Wei mintedRefunds,
        Wei feesPaid,
        Wei priorityFeesPaid,
        Wei bridgeBurned,
        Wei dust,
        Sats pegOutsPaid) {
    /** Before the first block. */
    public static final Ledger EMPTY =
            new Ledger(Wei.ZERO, Wei.ZERO, Wei.ZERO, Wei.ZERO, Wei.ZERO, Wei.ZERO, Wei.ZERO, Sats.ZERO);

    public static final SszType<Ledger> SCHEMA = schema();

    /** The totals after one more block. */
    public Ledger after(Minted minted, ExecutionFacts facts, Sats settled) {
        Wei burned = Wei.ZERO;
        Wei remainder = Wei.ZERO;
        for (PegOutRequest request : facts.pegOutRequests()) {
            burned = burned.plus(request.burned());
            remainder = remainder.plus(request.dust());
        }
        return new Ledger(
                mintedPegIns.plus(minted.pegIns()),
                mintedFees.plus(minted.fees()),
                mintedRefunds.plus(minted.refunds()),
                feesPaid.plus(facts.fees()),
                priorityFeesPaid.plus(facts.priorityFees()),
                bridgeBurned.plus(burned),
                dust.plus(remainder),
                pegOutsPaid.plus(settled));
    }

    private static SszType<Ledger> schema() {
        var ledger = new SszContainer<Ledger>("Ledger");
        var pegIns = ledger.field("mintedPegIns", Ssz.WEI, Ledger::mintedPegIns);
        var fees = ledger.field("mintedFees", Ssz.WEI, Ledger::mintedFees);
        var refunds = ledger.field("mintedRefunds", Ssz.WEI, Ledger::mintedRefunds);
        var paid = ledger.field("feesPaid", Ssz.WEI, Ledger::feesPaid);
        var priority = ledger.field("priorityFeesPaid", Ssz.WEI, Ledger::priorityFeesPaid);
        var burned = ledger.field("bridgeBurned", Ssz.WEI, Ledger::bridgeBurned);
        var dust = ledger.field("dust", Ssz.WEI, Ledger::dust);
        var pegOuts = ledger.field("pegOutsPaid", Ssz.SATS, Ledger::pegOutsPaid);
        return ledger.build(f -> new Ledger(
                f.get(pegIns),
                f.get(fees),
                f.get(refunds),
                f.get(paid),
                f.get(priority),
                f.get(burned),
                f.get(dust),
                f.get(pegOuts)));
    }
}
