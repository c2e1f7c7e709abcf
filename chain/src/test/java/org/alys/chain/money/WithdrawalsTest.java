package org.alys.chain.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.alys.chain.money.Withdrawals.FeePayout;
import org.alys.chain.spec.FederationMember;
import org.alys.chain.spec.Presets;
import org.alys.evm.payload.Withdrawal;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Wei;
import org.junit.jupiter.api.Test;

class WithdrawalsTest {
    private static final EvmAddress MINER = EvmAddress.fromHex("0xb95f80EC665a534b1e309a2a24F8849d27B70FDE");
    private static final EvmAddress USER = EvmAddress.fromHex("0x09Af4E864b84706fbCFE8679BF696e8c0B472201");
    private final List<FederationMember> federation =
            Presets.development(1_700_000_000).federation();

    @Test
    void paysMinerThenMembersThenRefundsThenPegInsAndCountsOn() {
        FeePayout fees = new FeePayout(MINER, FeeSplit.of(Wei.ofGwei(1_000), 3));
        List<Withdrawal> list = Withdrawals.of(
                7,
                Optional.of(fees),
                federation,
                List.of(new Payment(USER, 5)),
                List.of(new Payment(MINER, 10), new Payment(USER, 20)));
        assertThat(list)
                .containsExactly(
                        new Withdrawal(7, 0, MINER, 800),
                        new Withdrawal(8, 0, federation.get(0).feeAddress(), 66),
                        new Withdrawal(9, 0, federation.get(1).feeAddress(), 66),
                        new Withdrawal(10, 0, federation.get(2).feeAddress(), 66),
                        new Withdrawal(11, 0, USER, 5),
                        new Withdrawal(12, 0, MINER, 10),
                        new Withdrawal(13, 0, USER, 20));
    }

    @Test
    void leavesOutAmountsOfZero() {
        FeePayout nothing = new FeePayout(MINER, FeeSplit.of(Wei.ZERO, 3));
        assertThat(Withdrawals.of(0, Optional.of(nothing), federation, List.of(), List.of()))
                .isEmpty();
        assertThat(Withdrawals.roomForPegs(Optional.of(nothing), federation)).isEqualTo(16);
    }

    @Test
    void refusesMoreThanOneBlockMayMint() {
        List<Payment> many = Collections.nCopies(17, new Payment(USER, 1));
        assertThatThrownBy(() -> Withdrawals.of(0, Optional.empty(), federation, List.of(), many))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
