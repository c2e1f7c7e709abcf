package org.alys.chain.finality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.alys.bitcoin.tx.CompactTarget;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.junit.jupiter.api.Test;

class AuxPowCommitmentTest {
    private static final CompactTarget BITS = CompactTarget.REGTEST_LIMIT;
    private static final EvmAddress MINER = EvmAddress.fromHex("0xb95f80EC665a534b1e309a2a24F8849d27B70FDE");

    @Test
    void bindsNetworkRangeDifficultyAndMiner() {
        AuxPowCommitment commitment = new AuxPowCommitment(root(9), List.of(root(1), root(2), root(3)), BITS, MINER);
        assertThat(Set.of(
                        commitment.hash(),
                        new AuxPowCommitment(root(8), commitment.rangeRoots(), BITS, MINER).hash(),
                        new AuxPowCommitment(root(9), List.of(root(1), root(4), root(3)), BITS, MINER).hash(),
                        new AuxPowCommitment(root(9), List.of(root(1), root(3)), BITS, MINER).hash(),
                        new AuxPowCommitment(root(9), commitment.rangeRoots(), new CompactTarget(0x1d00ffff), MINER)
                                .hash(),
                        new AuxPowCommitment(root(9), commitment.rangeRoots(), BITS, EvmAddress.ZERO).hash()))
                .hasSize(6);
    }

    @Test
    void refusesAnEmptyRange() {
        assertThatThrownBy(() -> new AuxPowCommitment(root(9), List.of(), BITS, MINER))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Bytes32 root(int value) {
        byte[] bytes = new byte[32];
        bytes[0] = (byte) value;
        return Bytes32.of(bytes);
    }
}
