package org.alys.bitcoin.auxpow;

import static org.alys.bitcoin.auxpow.ProofBuilder.CHAIN_ID;
import static org.alys.bitcoin.auxpow.ProofBuilder.HASH;
import static org.alys.bitcoin.auxpow.ProofBuilder.TARGET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.OptionalInt;
import org.alys.bitcoin.tx.BlockHash;
import org.alys.bitcoin.tx.CompactTarget;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.bitcoin.tx.TxInput;
import org.alys.bitcoin.tx.Txid;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.Hex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuxPowVerifierTest {
    private static final AuxPowVerifier VERIFIER = new AuxPowVerifier(CHAIN_ID);
    private static final Bytes32 OTHER = Bytes32.fromHex("5a".repeat(32));

    @Test
    void acceptsATagInTheInputScript() {
        AuxPow proof = new ProofBuilder().tagInInput().build();
        assertThat(VERIFIER.verify(proof, HASH, TARGET))
                .isInstanceOfSatisfying(AuxPowVerdict.Accepted.class, accepted -> {
                    assertThat(accepted.place()).isEqualTo(TagPlace.INPUT_SCRIPT);
                    assertThat(accepted.parentHash()).isEqualTo(proof.parent().hash());
                    assertThat(accepted.tag().size()).isEqualTo(4);
                });
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 30})
    void acceptsTreesOfEveryHeightUpTo30(int levels) {
        assertThat(VERIFIER.verify(
                                new ProofBuilder()
                                        .chainLevels(levels)
                                        .tagInInput()
                                        .build(),
                                HASH,
                                TARGET)
                        .isAccepted())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 20})
    void acceptsCoinbaseBranchesUpTo20Levels(int levels) {
        assertThat(VERIFIER.verify(
                                new ProofBuilder()
                                        .coinbaseLevels(levels)
                                        .tagInInput()
                                        .build(),
                                HASH,
                                TARGET)
                        .isAccepted())
                .isTrue();
    }

    @Test
    void acceptsATagThatIsAWholeOutputScript() {
        ProofBuilder builder = new ProofBuilder();
        assertThat(VERIFIER.verify(builder.output(builder.tagHex()).build(), HASH, TARGET))
                .isInstanceOfSatisfying(
                        AuxPowVerdict.Accepted.class,
                        accepted -> assertThat(accepted.place()).isEqualTo(TagPlace.OUTPUT_SCRIPT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"6a2c", "6a4c2c", "6a4d2c00", "6a4e2c000000", "6a02aabb2c", "6a512c", "6a4c01aa2c"})
    void acceptsATagThatIsOnePushAfterReturn(String before) {
        ProofBuilder builder = new ProofBuilder();
        assertThat(VERIFIER.verify(builder.output(before + builder.tagHex()).build(), HASH, TARGET))
                .isInstanceOfSatisfying(
                        AuxPowVerdict.Accepted.class,
                        accepted -> assertThat(accepted.place()).isEqualTo(TagPlace.OP_RETURN));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"00", "2c", "6a", "6a2b", "6a2d", "6a4c2d", "6a4d", "6a4effffffff", "6a2d00", "512c", "6a4b"})
    void findsNoTagAnywhereElseInAnOutput(String before) {
        ProofBuilder builder = new ProofBuilder();
        assertThat(reason(builder.output(before + builder.tagHex()).build())).isInstanceOf(AuxPowRejection.NoTag.class);
    }

    @Test
    void findsNoTagInAnOutputThatGoesOnBehindIt() {
        ProofBuilder builder = new ProofBuilder();
        assertThat(reason(builder.output(builder.tagHex() + "00").build())).isInstanceOf(AuxPowRejection.NoTag.class);
    }

    @Test
    void findsNoTagInALongerPushAfterReturn() {
        ProofBuilder builder = new ProofBuilder();
        assertThat(reason(builder.output("6a2d" + builder.tagHex() + "00").build()))
                .isInstanceOf(AuxPowRejection.NoTag.class);
    }

    @Test
    void findsNoTagThatIsCutShort() {
        ProofBuilder builder = new ProofBuilder();
        String tag = builder.tagHex();
        assertThat(reason(
                        builder.inputScript(tag.substring(0, tag.length() - 2)).build()))
                .isEqualTo(new AuxPowRejection.NoTag(OptionalInt.of(42)));
    }

    @Test
    void findsNoTagInACoinbaseWithoutMagic() {
        assertThat(reason(new ProofBuilder().build())).isEqualTo(new AuxPowRejection.NoTag(OptionalInt.empty()));
    }

    @Test
    void refusesTheSameTagInInputAndOutput() {
        ProofBuilder builder = new ProofBuilder();
        assertThat(reason(builder.tagInInput().output(builder.tagHex()).build()))
                .isInstanceOf(AuxPowRejection.SeveralTags.class);
    }

    @Test
    void refusesTagsInTwoOutputs() {
        ProofBuilder builder = new ProofBuilder();
        String other = new MergedMiningTag(OTHER, 1, 0).encode().toHex();
        assertThat(reason(builder.output(other).output(builder.tagHex()).build()))
                .isInstanceOf(AuxPowRejection.SeveralTags.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fabe6d6d", "00fabe6d6d00"})
    void refusesASecondMagicEvenWithoutATagBehindIt(String stray) {
        ProofBuilder builder = new ProofBuilder();
        assertThat(reason(builder.tagInInput().output("6a06" + stray).build()))
                .isInstanceOf(AuxPowRejection.SeveralTags.class);
        assertThat(reason(
                        new ProofBuilder().inputScript(stray + builder.tagHex()).build()))
                .isInstanceOf(AuxPowRejection.SeveralTags.class);
    }

    @Test
    void refusesAMagicInsideTheRoot() {
        MergedMiningTag nested = new MergedMiningTag(Bytes32.fromHex("fabe6d6d" + "00".repeat(28)), 1, 0);
        assertThat(reason(
                        new ProofBuilder().inputScript(nested.encode().toHex()).build()))
                .isEqualTo(new AuxPowRejection.SeveralTags(42, 46));
    }

    @Test
    void ignoresAMagicInTheWitness() {
        AuxPow proof = new ProofBuilder()
                .tagInInput()
                .witness(Bytes.fromHex("fabe6d6d"))
                .build();
        assertThat(VERIFIER.verify(proof, HASH, TARGET).isAccepted()).isTrue();
    }

    @Test
    void refusesABranchOfATransactionThatIsNotTheFirst() {
        assertThat(reason(new ProofBuilder().tagInInput().coinbaseMask(4).build()))
                .isEqualTo(new AuxPowRejection.CoinbaseNotFirst(4));
    }

    @Test
    void refusesAMaskBitAboveTheBranch() {
        assertThat(reason(new ProofBuilder().tagInInput().coinbaseMask(8).build()))
                .isEqualTo(new AuxPowRejection.CoinbaseNotFirst(8));
    }

    @Test
    void refusesATransactionThatSpendsAnOutput() {
        ProofBuilder builder = new ProofBuilder();
        TxInput ordinary = TxInput.unsigned(new OutPoint(Txid.ZERO, 0), 0);
        assertThat(reason(builder.inputs(ordinary).output(builder.tagHex()).build()))
                .isEqualTo(new AuxPowRejection.NotACoinbase(1));
        TxInput almostNull = TxInput.unsigned(new OutPoint(new Txid(OTHER), OutPoint.NULL.index()), 0);
        assertThat(reason(builder.inputs(almostNull).build())).isEqualTo(new AuxPowRejection.NotACoinbase(1));
    }

    @Test
    void refusesATransactionWithASecondInput() {
        ProofBuilder builder = new ProofBuilder();
        TxInput coinbase = TxInput.unsigned(OutPoint.NULL, 0);
        assertThat(reason(builder.inputs(coinbase, coinbase)
                        .output(builder.tagHex())
                        .build()))
                .isEqualTo(new AuxPowRejection.NotACoinbase(2));
    }

    @Test
    void refusesACoinbaseOf64Bytes() {
        AuxPow short64 =
                new ProofBuilder().noOutputs().inputScript("00".repeat(13)).build();
        assertThat(short64.coinbase().sizeWithoutWitness()).isEqualTo(64);
        assertThat(reason(short64)).isEqualTo(new AuxPowRejection.CoinbaseTooShort(64, 64));
        AuxPow long65 =
                new ProofBuilder().noOutputs().inputScript("00".repeat(14)).build();
        assertThat(reason(long65)).isInstanceOf(AuxPowRejection.NoTag.class);
    }

    @Test
    void measuresTheCoinbaseWithoutItsWitness() {
        AuxPow proof = new ProofBuilder()
                .noOutputs()
                .inputScript("00".repeat(13))
                .witness(Bytes.fromHex("00".repeat(32)))
                .build();
        assertThat(proof.coinbase().encode()).hasSizeGreaterThan(64);
        assertThat(reason(proof)).isEqualTo(new AuxPowRejection.CoinbaseTooShort(64, 64));
    }

    @Test
    void refusesACoinbaseBranchOf21Levels() {
        assertThat(reason(new ProofBuilder().coinbaseLevels(21).tagInInput().build()))
                .isEqualTo(new AuxPowRejection.CoinbaseBranchTooLong(21, 20));
    }

    @Test
    void refusesAChainBranchOf31Levels() {
        assertThat(reason(new ProofBuilder().chainLevels(31).tagInInput().build()))
                .isEqualTo(new AuxPowRejection.ChainBranchTooLong(31, 30));
    }

    @Test
    void refusesATagOfAnotherTreeSize() {
        assertThat(reason(new ProofBuilder().tagSize(8).tagInInput().build()))
                .isEqualTo(new AuxPowRejection.WrongChainSize(8, 2));
        assertThat(reason(new ProofBuilder().tagSize(0).tagInInput().build()))
                .isEqualTo(new AuxPowRejection.WrongChainSize(0, 2));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 0x8000_0000})
    void refusesAnotherLeafThanOurs(int difference) {
        int ours = new ProofBuilder().chainBranch().mask();
        assertThat(reason(new ProofBuilder()
                        .chainMask(ours ^ difference)
                        .tagInInput()
                        .build()))
                .isEqualTo(new AuxPowRejection.WrongChainIndex(ours ^ difference, ours));
    }

    @Test
    void refusesAnotherHashThanTheOneCommittedTo() {
        AuxPow proof = new ProofBuilder().tagInInput().build();
        assertThat(VERIFIER.verify(proof, new AuxHash(OTHER), TARGET))
                .isInstanceOfSatisfying(
                        AuxPowVerdict.Rejected.class,
                        rejected -> assertThat(rejected.reason()).isInstanceOf(AuxPowRejection.RootMismatch.class));
    }

    @Test
    void refusesARootInHashOutputOrder() {
        ProofBuilder builder = new ProofBuilder().chainLevels(0);
        String unreversed = new MergedMiningTag(HASH.bytes(), 1, 7).encode().toHex();
        assertThat(reason(builder.inputScript(unreversed).build())).isInstanceOf(AuxPowRejection.RootMismatch.class);
    }

    @Test
    void refusesAProofForAnotherChain() {
        AuxPow proof = new ProofBuilder().tagInInput().build();
        assertThat(new AuxPowVerifier(CHAIN_ID + 1).verify(proof, HASH, TARGET))
                .isInstanceOfSatisfying(
                        AuxPowVerdict.Rejected.class,
                        rejected -> assertThat(rejected.reason()).isInstanceOf(AuxPowRejection.WrongChainIndex.class));
    }

    @Test
    void refusesAParentOfOurOwnChain() {
        assertThat(reason(new ProofBuilder()
                        .parentVersion(CHAIN_ID << 16 | 0x101)
                        .tagInInput()
                        .build()))
                .isEqualTo(new AuxPowRejection.ParentHasOurChainId(CHAIN_ID));
    }

    @Test
    void readsTheParentsChainIdAsUnsigned() {
        AuxPow proof =
                new ProofBuilder().parentVersion(0xffff_0000).tagInInput().build();
        assertThat(new AuxPowVerifier(0xffff).verifyStructure(proof, HASH))
                .isEqualTo(new AuxPowVerdict.Rejected(new AuxPowRejection.ParentHasOurChainId(0xffff)));
    }

    @Test
    void acceptsTheParentHashInEitherOrder() {
        AuxPow proof = new ProofBuilder().tagInInput().build();
        Bytes32 hash = proof.parent().hash().bytes();
        assertThat(VERIFIER.verify(
                                new ProofBuilder().tagInInput().parentHash(hash).build(), HASH, TARGET)
                        .isAccepted())
                .isTrue();
        assertThat(VERIFIER.verify(
                                new ProofBuilder()
                                        .tagInInput()
                                        .parentHash(hash.reversed())
                                        .build(),
                                HASH,
                                TARGET)
                        .isAccepted())
                .isTrue();
    }

    @Test
    void refusesAnyOtherParentHash() {
        AuxPow proof = new ProofBuilder().tagInInput().parentHash(OTHER).build();
        assertThat(reason(proof))
                .isEqualTo(new AuxPowRejection.ParentHashMismatch(
                        OTHER, proof.parent().hash()));
    }

    @Test
    void refusesTooLittleWorkOnlyWhenATargetIsGiven() {
        AuxPow proof = new ProofBuilder().tagInInput().build();
        CompactTarget hard = CompactTarget.fromHex("1d00ffff");
        assertThat(VERIFIER.verify(proof, HASH, hard))
                .isEqualTo(new AuxPowVerdict.Rejected(
                        new AuxPowRejection.HashAboveTarget(proof.parent().hash(), hard)));
        assertThat(VERIFIER.verifyStructure(proof, HASH).isAccepted()).isTrue();
    }

    @Test
    void acceptsNoWorkForATargetThatIsNoNumber() {
        AuxPow proof = new ProofBuilder().tagInInput().build();
        for (String bits : new String[] {"00000000", "04923456", "ff123456"}) {
            assertThat(VERIFIER.verify(proof, HASH, CompactTarget.fromHex(bits)).isAccepted())
                    .isFalse();
        }
    }

    @Test
    void countsBytesBehindTheProof() {
        byte[] encoded = new ProofBuilder().tagInInput().build().encode();
        assertThat(VERIFIER.verify(Arrays.copyOf(encoded, encoded.length + 2), HASH, TARGET))
                .isEqualTo(new AuxPowVerdict.Rejected(new AuxPowRejection.TrailingBytes(2)));
    }

    @Test
    void refusesAnOversizedProofUnread() {
        assertThat(VERIFIER.verify(new byte[AuxPow.MAX_SIZE + 1], HASH, TARGET))
                .isEqualTo(new AuxPowVerdict.Rejected(
                        new AuxPowRejection.Undecodable(0, "131073 bytes exceed the limit of 131072")));
    }

    /** The predecessor's own miner made coinbases without inputs, which only the segwit marker lets one write down. */
    @Test
    void decodesACoinbaseWithoutInputsAndRefusesIt() {
        String encoded = "00000000" + "0001" + "00" + "03" + "ffffffffffffffff00".repeat(2) + "0000000000000000" + "2c"
                + "fabe6d6d" + "01".repeat(32) + "0100000000000000" + "00000000"
                + "00".repeat(32) + "0000000000" + "0000000000"
                + "00000100" + "00".repeat(32) + "3cf9e61b0e0b4bb11a0925450c209c7aa3ec7f536b65f56475961035627be111"
                + "000000000000000000000000";
        AuxPow proof = AuxPow.decode(Hex.decode(encoded)).orElseThrow();
        assertThat(proof.coinbase().txid())
                .hasToString("11e17b623510967564f5656b537feca37a9c200c4525091ab14b0b0e1be6f93c");
        assertThat(proof.parent().hash())
                .isEqualTo(BlockHash.fromDisplay("05a69a687075433fa0c5b9f3f5c9731c13b2b824107c58d65b27be5d024e3c67"));
        assertThat(Hex.encode(proof.encode())).isEqualTo(encoded);
        assertThat(VERIFIER.verify(Hex.decode(encoded), AuxHash.fromDisplay("01".repeat(32)), TARGET))
                .isEqualTo(new AuxPowVerdict.Rejected(new AuxPowRejection.NotACoinbase(0)));
    }

    @Test
    void refusesChainIdsOfMoreThan16Bits() {
        assertThatThrownBy(() -> new AuxPowVerifier(0x1_0000)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new AuxPowVerifier(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void describesVerdictsInOneLine() {
        AuxPow proof = new ProofBuilder().tagInInput().build();
        assertThat(AuxPowCheck.describe(VERIFIER.verify(proof, HASH, TARGET))).isEqualTo("accepted");
        assertThat(AuxPowCheck.describe(new AuxPowVerdict.Rejected(new AuxPowRejection.CoinbaseNotFirst(-1))))
                .isEqualTo("rejected: CoinbaseNotFirst: coinbase branch has mask 4294967295, must be 0");
    }

    private static AuxPowRejection reason(AuxPow proof) {
        return switch (VERIFIER.verify(proof.encode(), HASH, TARGET)) {
            case AuxPowVerdict.Accepted accepted -> throw new AssertionError("accepted: " + accepted);
            case AuxPowVerdict.Rejected(AuxPowRejection reason) -> reason;
        };
    }
}
