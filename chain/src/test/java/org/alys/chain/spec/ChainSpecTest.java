package org.alys.chain.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.alys.bitcoin.tx.BitcoinNetwork;
import org.alys.chain.block.PayloadRules;
import org.alys.chain.bls.Bls;
import org.alys.chain.bls.BlsSecretKey;
import org.alys.chain.fixture.SpecBuilder;
import org.alys.evm.payload.Fork;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Sats;
import org.alys.primitives.ssz.Decoded;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ChainSpecTest {
    private static FederationMember withBls(FederationMember member, Bytes key) {
        return new FederationMember(
                key, member.bitcoinPublicKey(), member.feeAddress(), member.proofOfPossession(), member.peerId());
    }

    private static FederationMember withBitcoin(FederationMember member, String key) {
        return new FederationMember(
                member.blsPublicKey(),
                Bytes.fromHex(key),
                member.feeAddress(),
                member.proofOfPossession(),
                member.peerId());
    }

    private static FederationMember withFees(FederationMember member, EvmAddress address) {
        return new FederationMember(
                member.blsPublicKey(), member.bitcoinPublicKey(), address, member.proofOfPossession(), member.peerId());
    }

    private static FederationMember withPeer(FederationMember member, String peerId) {
        return new FederationMember(
                member.blsPublicKey(),
                member.bitcoinPublicKey(),
                member.feeAddress(),
                member.proofOfPossession(),
                Optional.of(peerId));
    }

    /** A member with keys of its own. */
    private static FederationMember member(int number) {
        BlsSecretKey key = BlsSecretKey.of(Bytes32.fromHex("%064x".formatted(1000 + number)));
        return new FederationMember(
                key.publicKey().bytes(),
                Bytes.fromHex("02" + "%064x".formatted(number)),
                PayloadRules.BRIDGE,
                Bls.provePossession(key),
                Optional.empty());
    }

    @Test
    void developmentSpecHasNoProblems() {
        assertThat(Presets.development(1_700_000_000).problems()).isEmpty();
    }

    @Test
    void presetsForPublicNetworksHaveNoProblems() {
        List<FederationMember> federation = Presets.development(2).federation();

        assertThat(Presets.testnet(federation, 90_000, 1_700_000_000).problems())
                .isEmpty();
        assertThat(Presets.production(federation, 7, 0x4000, 900_000, 1_700_000_000)
                        .problems())
                .isEmpty();
    }

    static Stream<Arguments> brokenRules() {
        String off = "02" + "00".repeat(31) + "05";
        String flipped = "0379be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798";
        return Stream.of(
                Arguments.of("slotDuration", new SpecBuilder().slotSeconds(0)),
                Arguments.of("slotDuration", new SpecBuilder().slotSeconds(11).genesisTime(1_700_000_004L / 11 * 11)),
                Arguments.of("genesisTime", new SpecBuilder().genesisTime(1_700_000_001)),
                Arguments.of("genesisTime", new SpecBuilder().genesisTime(0)),
                Arguments.of("threshold", new SpecBuilder().threshold(1)),
                Arguments.of("threshold", new SpecBuilder().threshold(4)),
                Arguments.of("chainId", new SpecBuilder().chainId(0)),
                Arguments.of("auxPowChainId", new SpecBuilder().auxPowChainId(0)),
                Arguments.of("auxPowChainId", new SpecBuilder().auxPowChainId(1)),
                Arguments.of("auxPowChainId", new SpecBuilder().auxPowChainId(0x2000)),
                Arguments.of("auxPowChainId", new SpecBuilder().auxPowChainId(0x3fff)),
                Arguments.of("auxPowChainId", new SpecBuilder().auxPowChainId(0x10000)),
                Arguments.of("auxPow.targetBlocks", new SpecBuilder().maxBlocksWithoutAuxPow(4)),
                Arguments.of("auxPow.targetBlocks", new SpecBuilder().auxPow(0, 0x207fffff, 20)),
                Arguments.of("auxPow.powLimit", new SpecBuilder().auxPow(5, 0, 20)),
                Arguments.of("auxPow.powLimit", new SpecBuilder().auxPow(5, 0x2200ffff, 20)),
                Arguments.of("auxPow.powLimit", new SpecBuilder().auxPow(5, 0x2000007f, 20)),
                Arguments.of("auxPow.maxAdjustmentPercent", new SpecBuilder().auxPow(5, 0x207fffff, 0)),
                Arguments.of("auxPow.maxAdjustmentPercent", new SpecBuilder().auxPow(5, 0x207fffff, 100)),
                Arguments.of("pegIn.confirmations", new SpecBuilder().pegIn(new PegParameters(0, new Sats(1)))),
                Arguments.of("pegIn.minimumSats", new SpecBuilder().pegIn(new PegParameters(1, Sats.ZERO))),
                Arguments.of("pegOut.confirmations", new SpecBuilder().pegOut(new PegParameters(0, new Sats(546)))),
                Arguments.of("pegOut.minimumSats", new SpecBuilder().pegOut(new PegParameters(1, new Sats(545)))),
                Arguments.of(
                        "federation[1].blsPublicKey",
                        new SpecBuilder().member(1, m -> withBls(m, Bytes.fromHex("c0" + "00".repeat(47))))),
                Arguments.of(
                        "federation[1].proofOfPossession",
                        new SpecBuilder().member(1, m -> withBls(m, member(1).blsPublicKey()))),
                Arguments.of("federation[2].bitcoinPublicKey", new SpecBuilder().member(2, m -> withBitcoin(m, off))),
                Arguments.of(
                        "federation[2].bitcoinPublicKey", new SpecBuilder().member(2, m -> withBitcoin(m, flipped))),
                Arguments.of(
                        "federation[0].feeAddress", new SpecBuilder().member(0, m -> withFees(m, EvmAddress.ZERO))),
                Arguments.of(
                        "federation[0].feeAddress",
                        new SpecBuilder().member(0, m -> withFees(m, PayloadRules.FEE_SINK))),
                Arguments.of("federation[0].peerId", new SpecBuilder().member(0, m -> withPeer(m, " "))),
                Arguments.of(
                        "federation[1].peerId",
                        new SpecBuilder().member(0, m -> withPeer(m, "a")).member(1, m -> withPeer(m, "a"))));
    }

    @ParameterizedTest
    @MethodSource("brokenRules")
    void namesTheKeyOfTheBrokenRule(String key, SpecBuilder spec) {
        assertThat(spec.build().problems()).extracting(SpecProblem::key).containsExactly(key);
    }

    @Test
    void aFederationHasMembers() {
        ChainSpec spec = new SpecBuilder().federation(List.of()).threshold(0).build();

        assertThat(spec.problems()).extracting(SpecProblem::key).containsExactly("federation", "threshold");
    }

    @Test
    void aFederationHasAtMostFifteenMembers() {
        List<FederationMember> sixteen = Stream.iterate(1, i -> i + 1)
                .limit(16)
                .map(ChainSpecTest::member)
                .toList();

        assertThat(new SpecBuilder().federation(sixteen).threshold(11).build().problems())
                .extracting(SpecProblem::key)
                .contains("federation");
    }

    @Test
    void listsAllProblemsAtOnce() {
        ChainSpec spec =
                new SpecBuilder().chainId(0).auxPowChainId(0x2abc).threshold(9).build();

        assertThat(spec.problems())
                .extracting(SpecProblem::key)
                .containsExactlyInAnyOrder("chainId", "auxPowChainId", "threshold");
    }

    @Test
    void warnsOfThresholdThatToleratesCrashesOnly() {
        assertThat(new SpecBuilder().threshold(2).build().warnings())
                .extracting(SpecProblem::key)
                .containsExactly("threshold");
        assertThat(new SpecBuilder().threshold(3).build().warnings()).isEmpty();
    }

    @Test
    void theSpecRootBindsTheValues() {
        Bytes32 root = new SpecBuilder().build().specRoot();

        assertThat(Stream.of(
                                new SpecBuilder().slotSeconds(1),
                                new SpecBuilder().threshold(3),
                                new SpecBuilder().chainId(5),
                                new SpecBuilder().auxPowChainId(5),
                                new SpecBuilder().maxBlocksWithoutAuxPow(11),
                                new SpecBuilder().auxPow(6, 0x207fffff, 20),
                                new SpecBuilder().pegIn(new PegParameters(7, new Sats(10_000))),
                                new SpecBuilder().pegOut(new PegParameters(7, new Sats(10_000))),
                                new SpecBuilder().fork(Fork.CANCUN),
                                new SpecBuilder().genesisTime(4),
                                new SpecBuilder().member(0, m -> withPeer(m, "a")),
                                new SpecBuilder().member(0, m -> withFees(m, PayloadRules.BRIDGE)))
                        .map(SpecBuilder::build)
                        .map(ChainSpec::specRoot))
                .doesNotContain(root)
                .doesNotHaveDuplicates();
    }

    @Test
    void theCanonicalEncodingHoldsEveryValue() {
        ChainSpec spec = Presets.production(
                List.of(withPeer(Presets.development(2).federation().getFirst(), "16Uiu2")), 7, 9, 900_000, 4);

        assertThat(spec.bitcoinNetwork()).isEqualTo(BitcoinNetwork.MAINNET);
        assertThat(SpecSchema.SCHEMA.decode(SpecSchema.SCHEMA.encode(spec))).isEqualTo(new Decoded.Value<>(spec));
    }
}
