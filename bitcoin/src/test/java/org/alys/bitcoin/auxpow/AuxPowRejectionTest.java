package org.alys.bitcoin.auxpow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AuxPowRejectionTest {
    @Test
    void keepsTheNamesThatMinersSee() {
        assertThat(Arrays.stream(AuxPowRejection.class.getPermittedSubclasses()).map(Class::getSimpleName))
                .containsExactlyInAnyOrder(
                        "Undecodable",
                        "TrailingBytes",
                        "CoinbaseBranchTooLong",
                        "ChainBranchTooLong",
                        "CoinbaseNotFirst",
                        "NotACoinbase",
                        "CoinbaseTooShort",
                        "ParentHasOurChainId",
                        "ParentHashMismatch",
                        "HashAboveTarget",
                        "MerkleRootMismatch",
                        "NoTag",
                        "SeveralTags",
                        "WrongChainSize",
                        "WrongChainIndex",
                        "RootMismatch",
                        "WrongBits",
                        "RangeNotNext");
        assertThat(new AuxPowRejection.TrailingBytes(3).name()).isEqualTo("TrailingBytes");
    }
}
