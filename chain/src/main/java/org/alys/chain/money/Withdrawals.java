package org.alys.chain.money;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.alys.chain.spec.FederationMember;
import org.alys.evm.payload.Withdrawal;
import org.alys.primitives.EvmAddress;

/**
 * The exact list of a block's withdrawals, which are how the chain mints (docs/protocol.md, section 6): the miner's share and the
 * members' shares in order, if the block carries a proof; then refunds of peg-outs that cannot be paid; then peg-ins in Bitcoin
 * order. Proposer and validators call the same function, so any other list makes a block invalid.
 */
public final class Withdrawals {
    /** The most that one block may have (EIP-4895). */
    public static final int LIMIT = 16;

    private Withdrawals() {}

    /** What a proof pays out, and to which miner. */
    public record FeePayout(EvmAddress miner, FeeSplit split) {}

    /**
     * How many refunds and peg-ins a block may have beside its fee payments.
     */
    public static int roomForPegs(Optional<FeePayout> fees, List<FederationMember> federation) {
        return LIMIT - feePayments(fees, federation).size();
    }

    /**
     * The list, numbered from {@code firstIndex} on.
     *
     * @throws IllegalArgumentException when there are more than {@value #LIMIT}
     */
    public static List<Withdrawal> of(
            long firstIndex,
            Optional<FeePayout> fees,
            List<FederationMember> federation,
            List<Payment> refunds,
            List<Payment> pegIns) {
        List<Payment> payments = new ArrayList<>(feePayments(fees, federation));
        payments.addAll(refunds);
        payments.addAll(pegIns);
        if (payments.size() > LIMIT) {
            throw new IllegalArgumentException("a block mints at most " + LIMIT + " times, not " + payments.size());
        }
        List<Withdrawal> withdrawals = new ArrayList<>(payments.size());
        for (Payment payment : payments) {
            withdrawals.add(new Withdrawal(firstIndex + withdrawals.size(), 0, payment.recipient(), payment.gwei()));
        }
        return List.copyOf(withdrawals);
    }

    /** Nothing is minted for nobody: amounts of zero are left out. */
    private static List<Payment> feePayments(Optional<FeePayout> fees, List<FederationMember> federation) {
        if (fees.isEmpty()) {
            return List.of();
        }
        FeeSplit split = fees.get().split();
        List<Payment> payments = new ArrayList<>();
        payments.add(new Payment(fees.get().miner(), split.minerGwei()));
        federation.forEach(member -> payments.add(new Payment(member.feeAddress(), split.memberGwei())));
        return payments.stream().filter(payment -> payment.gwei() > 0).toList();
    }
}
