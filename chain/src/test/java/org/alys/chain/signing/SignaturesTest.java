package org.alys.chain.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.alys.chain.block.Block;
import org.alys.chain.block.CertifiedBlock;
import org.alys.chain.block.SignedBlock;
import org.alys.chain.bls.BlsSecretKey;
import org.alys.chain.bls.BlsSignature;
import org.alys.chain.fixture.BlockBuilder;
import org.alys.chain.fixture.PayloadBuilder;
import org.alys.chain.signing.SignatureCheck.BadSignature;
import org.alys.chain.signing.SignatureCheck.BelowThreshold;
import org.alys.chain.signing.SignatureCheck.UnknownMember;
import org.alys.chain.signing.SignatureCheck.Valid;
import org.alys.chain.signing.SignatureCheck.WrongBallot;
import org.alys.chain.signing.SignatureCheck.WrongProposer;
import org.alys.chain.spec.Presets;
import org.alys.chain.vote.Ballot;
import org.alys.chain.vote.Certificate;
import org.alys.chain.vote.MemberSet;
import org.alys.chain.vote.Vote;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SignaturesTest {
    private static final Bytes32 GENESIS = PayloadBuilder.hash(0x77);
    private static final Federation FEDERATION = Presets.development(2).federationKeys();
    private static final Signatures SIGNATURES = new Signatures(FEDERATION, new SigningDomain(GENESIS));
    private static final Ballot BALLOT = Ballot.finalize(12, PayloadBuilder.hash(0x01));

    private final Random random = new Random(1);
    private final Block block = new BlockBuilder().slot(8).proposer(2).build();

    private static BlsSecretKey key(int member) {
        return Presets.developmentSecret(member);
    }

    private static Vote vote(int member, Ballot ballot) {
        return SIGNATURES.vote(key(member), member, ballot);
    }

    private static Certificate certificate(Ballot ballot, int... members) {
        return SIGNATURES.certificate(
                IntStream.of(members).mapToObj(m -> vote(m, ballot)).toList());
    }

    private CertifiedBlock certified(Certificate certificate) {
        return new CertifiedBlock(SIGNATURES.propose(key(2), block), certificate);
    }

    @Test
    void acceptsVoteOfMember() {
        assertThat(SIGNATURES.check(vote(1, BALLOT))).isEqualTo(new Valid());
    }

    @Test
    void rejectsVoteInTheNameOfAnother() {
        Vote own = vote(1, BALLOT);

        assertThat(SIGNATURES.check(new Vote(BALLOT, 0, own.signature()))).isEqualTo(new BadSignature());
    }

    @Test
    void rejectsVoteOfStranger() {
        assertThat(SIGNATURES.check(new Vote(BALLOT, 3, vote(1, BALLOT).signature())))
                .isEqualTo(new UnknownMember(3, 3));
    }

    @Test
    void rejectsVoteMovedToAnotherSlot() {
        Ballot other = Ballot.finalize(13, BALLOT.root());

        assertThat(SIGNATURES.check(new Vote(other, 1, vote(1, BALLOT).signature())))
                .isEqualTo(new BadSignature());
    }

    @Test
    void rejectsVoteOfAnotherNetwork() {
        Signatures elsewhere = new Signatures(FEDERATION, new SigningDomain(PayloadBuilder.hash(0x78)));

        assertThat(SIGNATURES.check(elsewhere.vote(key(1), 1, BALLOT))).isEqualTo(new BadSignature());
    }

    @ParameterizedTest
    @EnumSource
    void everyKindOfMessageHasItsOwnSigningRoot(MessageKind kind) {
        SigningDomain domain = new SigningDomain(GENESIS);

        assertThat(List.of(MessageKind.values()).stream()
                        .filter(other -> other != kind)
                        .map(other -> domain.signingRoot(other, GENESIS)))
                .doesNotContain(domain.signingRoot(kind, GENESIS));
    }

    @Test
    void acceptsCertificateOfThreshold() {
        assertThat(SIGNATURES.check(certificate(BALLOT, 2, 0))).isEqualTo(new Valid());
    }

    @Test
    void rejectsCertificateBelowThreshold() {
        assertThat(SIGNATURES.check(certificate(BALLOT, 2))).isEqualTo(new BelowThreshold(1, 2));
    }

    @Test
    void rejectsBitOfUnknownMemberBeforeCountingBits() {
        Certificate certificate = certificate(BALLOT, 2);
        Certificate padded = new Certificate(BALLOT, certificate.signers().with(14), certificate.aggregate());

        assertThat(SIGNATURES.check(padded)).isEqualTo(new UnknownMember(14, 3));
    }

    @Test
    void rejectsCertificateThatNamesOtherSigners() {
        Certificate certificate = certificate(BALLOT, 0, 2);
        Certificate renamed = new Certificate(BALLOT, MemberSet.EMPTY.with(0).with(1), certificate.aggregate());

        assertThat(SIGNATURES.check(renamed)).isEqualTo(new BadSignature());
    }

    @Test
    void rejectsCertificateWithMalformedPoint() {
        BlsSignature garbage = new BlsSignature(Bytes.fromHex("ff".repeat(96)));

        assertThat(SIGNATURES.check(new Certificate(BALLOT, new MemberSet(3), garbage)))
                .isEqualTo(new BadSignature());
    }

    @Test
    void refusesToCollectTwoVotesOfOneMember() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SIGNATURES.certificate(List.of(vote(1, BALLOT), vote(1, BALLOT))));
    }

    @Test
    void refusesToCollectVotesForDifferentBallots() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SIGNATURES.certificate(List.of(vote(1, BALLOT), vote(0, Ballot.skip(12, 12)))));
    }

    @Test
    void acceptsProposalOfTheSlotsProposer() {
        assertThat(SIGNATURES.check(SIGNATURES.propose(key(2), block))).isEqualTo(new Valid());
    }

    @Test
    void rejectsProposalSignedByAnotherMember() {
        assertThat(SIGNATURES.check(SIGNATURES.propose(key(1), block))).isEqualTo(new BadSignature());
    }

    @Test
    void rejectsProposalOfMemberWhoseTurnItIsNot() {
        Block early = new BlockBuilder(block).proposer(1).build();

        assertThat(SIGNATURES.check(SIGNATURES.propose(key(1), early))).isEqualTo(new WrongProposer(2, 1));
    }

    @Test
    void aNotarizeVoteIsNoProposal() {
        Vote vote = vote(2, Ballot.notarize(block.slot(), block.root()));

        assertThat(SIGNATURES.check(new SignedBlock(block, vote.signature()))).isEqualTo(new BadSignature());
    }

    @Test
    void acceptsCertifiedBlock() {
        Ballot ballot = Ballot.notarize(block.slot(), block.root());

        assertThat(SIGNATURES.check(certified(certificate(ballot, 0, 1)), random))
                .isEqualTo(new Valid());
    }

    @Test
    void rejectsCertifiedBlockWithFinalizeCertificate() {
        Ballot ballot = Ballot.finalize(block.slot(), block.root());

        assertThat(SIGNATURES.check(certified(certificate(ballot, 0, 1)), random))
                .isInstanceOf(WrongBallot.class);
    }

    @Test
    void rejectsCertifiedBlockWhoseProposerDidNotSign() {
        Ballot ballot = Ballot.notarize(block.slot(), block.root());
        CertifiedBlock forged = new CertifiedBlock(SIGNATURES.propose(key(1), block), certificate(ballot, 0, 1));

        assertThat(SIGNATURES.check(forged, random)).isEqualTo(new BadSignature());
    }

    @Test
    void findsTheBadBlockAmongMany() {
        Certificate certificate = certificate(Ballot.notarize(block.slot(), block.root()), 0, 1);
        CertifiedBlock good = certified(certificate);
        CertifiedBlock forged = new CertifiedBlock(SIGNATURES.propose(key(1), block), certificate);
        CertifiedBlock early = certified(certificate(Ballot.skip(1, 2), 0, 1));

        assertThat(SIGNATURES.checkAll(List.of(good, good, good), random)).containsOnly(new Valid());
        assertThat(SIGNATURES.checkAll(List.of(good, forged, good), random))
                .containsExactly(new Valid(), new BadSignature(), new Valid());
        assertThat(SIGNATURES.checkAll(List.of(good, early), random))
                .satisfiesExactly(
                        first -> assertThat(first).isEqualTo(new Valid()),
                        second -> assertThat(second).isInstanceOf(WrongBallot.class));
        assertThat(SIGNATURES.checkAll(List.of(), random)).isEmpty();
    }

    @Test
    void aHandshakeProvesTheMember() {
        BlsSignature signature = SIGNATURES.signHandshake(key(0), GENESIS);

        assertThat(SIGNATURES.checkHandshake(0, GENESIS, signature)).isEqualTo(new Valid());
        assertThat(SIGNATURES.checkHandshake(1, GENESIS, signature)).isEqualTo(new BadSignature());
        assertThat(SIGNATURES.checkHandshake(-1, GENESIS, signature)).isEqualTo(new UnknownMember(-1, 3));
    }
}
