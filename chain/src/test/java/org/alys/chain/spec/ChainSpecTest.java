package org.alys.chain.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.alys.bitcoin.tx.CompactTarget;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChainSpecTest {
    private final ChainSpec good = Specs.federation(3, 2);

    @Test
    void acceptsTheDevelopmentValues() {
        assertThat(good.problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, -1, 0x2000, 0x2abc, 0x3fff, 0x10000})
    void refusesMergedMiningIdsThatRealParentsUseOrThatDoNotFit(int id) {
        assertThat(keys(withAuxPow(new AuxPowSpec(id, 5, CompactTarget.REGTEST_LIMIT, 20, 10))))
                .contains("auxPowChainId");
    }

    @ParameterizedTest
    @CsvSource({"3,1", "4,2", "3,4", "3,0"})
    void refusesThresholdsThatAreNoMajorityOrMoreThanAll(int members, int threshold) {
        assertThat(keys(Specs.federation(members, threshold))).containsExactly("threshold");
    }

    @Test
    void refusesMoreMembersThanOneBlockCanPay() {
        assertThat(keys(Specs.federation(16, 9))).contains("federation");
    }

    @Test
    void refusesAMemberWhoseProofOfPossessionIsAnothers() {
        Member first = good.federation().getFirst();
        Member thief = new Member(
                first.blsKey(),
                good.federation().get(1).possession(),
                first.bitcoinKey(),
                first.feeAddress(),
                first.peerId());
        ChainSpec spec = withFederation(
                List.of(thief, good.federation().get(1), good.federation().get(2)));
        assertThat(keys(spec)).containsExactly("federation[0].possession");
    }

    @Test
    void reportsAllProblemsAtOnce() {
        ChainSpec spec = new ChainSpec(
                11,
                good.federation(),
                1,
                0,
                good.fork(),
                7,
                new AuxPowSpec(1, 0, new CompactTarget(0), 0, 0),
                good.peg());
        assertThat(keys(spec))
                .contains("slotDuration", "threshold", "chainId", "genesisTime", "auxPowChainId", "auxPow.powLimit");
    }

    @Test
    void warnsWhenOnlyCrashesAreTolerated() {
        assertThat(good.warnings()).hasSize(1);
        assertThat(Specs.federation(4, 3).warnings()).isEmpty();
    }

    @Test
    void rootBindsEveryParameter() {
        assertThat(good.root()).isNotEqualTo(Specs.federation(3, 3).root());
        assertThat(good.root())
                .isNotEqualTo(withAuxPow(new AuxPowSpec(1213, 5, CompactTarget.REGTEST_LIMIT, 20, 10))
                        .root());
        assertThat(good.root()).isEqualTo(Specs.federation(3, 2).root());
    }

    private static List<String> keys(ChainSpec spec) {
        return spec.problems().stream().map(SpecProblem::key).toList();
    }

    private ChainSpec withAuxPow(AuxPowSpec auxPow) {
        return new ChainSpec(
                good.slotSeconds(),
                good.federation(),
                good.threshold(),
                good.chainId(),
                good.fork(),
                good.genesisTime(),
                auxPow,
                good.peg());
    }

    private ChainSpec withFederation(List<Member> federation) {
        return new ChainSpec(
                good.slotSeconds(),
                federation,
                good.threshold(),
                good.chainId(),
                good.fork(),
                good.genesisTime(),
                good.auxPow(),
                good.peg());
    }
}
