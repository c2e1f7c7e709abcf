package org.alys.chain.rules;

import java.util.List;
import java.util.Optional;
import org.alys.chain.block.PayloadRules;
import org.alys.chain.block.PegIn;
import org.alys.chain.money.FeeSplit;
import org.alys.chain.money.Minted;
import org.alys.chain.money.Payment;
import org.alys.chain.money.Withdrawals;
import org.alys.chain.money.Withdrawals.FeePayout;
import org.alys.chain.spec.ChainSpec;
import org.alys.evm.payload.Withdrawal;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Wei;

/**
 * All that the rules fix about the next block once its slot, deposits and proof are chosen. The proposer builds by it and
 * validators compare with it.
 *
 * @param fees how the fees of the range are split, for a block with a proof
 */
public record BlockPlan(
        long height, long slot, int proposer, PayloadAttributes attributes, Optional<FeeSplit> fees, Minted minted) {
    /** A proof that the block carries: what it makes final and who mined it. */
    public record Finalising(FinalRange range, EvmAddress miner) {}

    static BlockPlan of(
            ChainSpec spec,
            ChainState parent,
            long slot,
            List<PegIn> pegIns,
            List<Payment> refunds,
            Optional<Finalising> finalising) {
        Optional<FeePayout> payout = payout(spec, parent, finalising);
        List<Payment> deposits = pegIns.stream()
                .map(pegIn -> new Payment(pegIn.recipient(), pegIn.amount().toGwei()))
                .toList();
        List<Withdrawal> withdrawals =
                Withdrawals.of(parent.nextWithdrawalIndex(), payout, spec.federation(), refunds, deposits);
        PayloadAttributes attributes = new PayloadAttributes(
                spec.slots().timestampSeconds(slot),
                PayloadRules.prevRandao(parent.root(), slot),
                PayloadRules.FEE_SINK,
                withdrawals,
                parent.root());
        Optional<FeeSplit> split = payout.map(FeePayout::split);
        Minted minted = new Minted(split.map(FeeSplit::paid).orElse(Wei.ZERO), sum(refunds), sum(deposits));
        return new BlockPlan(parent.height() + 1, slot, spec.proposerOf(slot), attributes, split, minted);
    }

    /** How many refunds and deposits fit beside what a proof pays out. */
    static int room(ChainSpec spec, ChainState parent, Optional<Finalising> finalising) {
        return Withdrawals.roomForPegs(payout(spec, parent, finalising), spec.federation());
    }

    private static Optional<FeePayout> payout(ChainSpec spec, ChainState parent, Optional<Finalising> finalising) {
        return finalising.map(proof -> {
            BitcoinFinality last = parent.finality();
            Wei rangeFees = proof.range().end().ledger().feesPaid().minus(last.feesPaid());
            return new FeePayout(
                    proof.miner(),
                    FeeSplit.of(rangeFees.plus(last.carry()), spec.federation().size()));
        });
    }

    private static Wei sum(List<Payment> payments) {
        return payments.stream().map(payment -> Wei.ofGwei(payment.gwei())).reduce(Wei.ZERO, Wei::plus);
    }
}
