package org.alys.chain.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import org.alys.chain.block.SignedBlock;
import org.alys.chain.block.SignedHeader;
import org.alys.chain.bls.BlsSecretKey;
import org.alys.chain.fixture.BlockBuilder;
import org.alys.chain.fixture.PayloadBuilder;
import org.alys.chain.signing.Signatures;
import org.alys.chain.signing.SigningDomain;
import org.alys.chain.spec.Presets;
import org.alys.chain.vote.Ballot;
import org.alys.chain.vote.Vote;
import org.alys.primitives.Bytes;
import org.alys.primitives.ssz.Decoded;
import org.junit.jupiter.api.Test;

class EvidenceTest {
    private static final int LIAR = 2;
    private static final Signatures SIGNATURES =
            new Signatures(Presets.development(2).federationKeys(), new SigningDomain(PayloadBuilder.hash(0x77)));

    private static BlsSecretKey key(int member) {
        return Presets.developmentSecret(member);
    }

    private static Vote vote(int member, Ballot ballot) {
        return SIGNATURES.vote(key(member), member, ballot);
    }

    private static SignedHeader proposal(long slot, int timesSigned) {
        SignedBlock signed = SIGNATURES.propose(
                key(LIAR),
                new BlockBuilder()
                        .slot(slot)
                        .proposer(LIAR)
                        .pegOutProposals(Bytes.fromHex("%02x".formatted(timesSigned)))
                        .build());
        return SignedHeader.of(signed);
    }

    @Test
    void twoFinalizeVotesInOneSlotConvict() {
        Evidence evidence = new Evidence.DoubleVote(
                vote(LIAR, Ballot.finalize(8, PayloadBuilder.hash(1))),
                vote(LIAR, Ballot.finalize(8, PayloadBuilder.hash(2))));
        assertThat(evidence.convicts(SIGNATURES)).isTrue();
        assertThat(evidence.member()).isEqualTo(LIAR);
    }

    @Test
    void finalizingASkippedSlotConvicts() {
        Evidence evidence = new Evidence.DoubleVote(
                vote(LIAR, Ballot.finalize(8, PayloadBuilder.hash(1))), vote(LIAR, Ballot.skip(7, 9)));
        assertThat(evidence.convicts(SIGNATURES)).isTrue();
    }

    @Test
    void votesThatGoTogetherConvictNobody() {
        Evidence evidence = new Evidence.DoubleVote(
                vote(LIAR, Ballot.notarize(8, PayloadBuilder.hash(1))), vote(LIAR, Ballot.skip(8, 8)));
        assertThat(evidence.convicts(SIGNATURES)).isFalse();
    }

    @Test
    void votesOfTwoMembersConvictNobody() {
        Evidence evidence = new Evidence.DoubleVote(
                vote(LIAR, Ballot.finalize(8, PayloadBuilder.hash(1))),
                vote(1, Ballot.finalize(8, PayloadBuilder.hash(2))));
        assertThat(evidence.convicts(SIGNATURES)).isFalse();
    }

    @Test
    void aForgedVoteConvictsNobody() {
        Vote honest = vote(LIAR, Ballot.finalize(8, PayloadBuilder.hash(1)));
        Vote forged = new Vote(Ballot.finalize(8, PayloadBuilder.hash(2)), LIAR, honest.signature());
        assertThat(new Evidence.DoubleVote(honest, forged).convicts(SIGNATURES)).isFalse();
    }

    @Test
    void twoBlocksForOneSlotConvict() {
        Evidence evidence = new Evidence.DoubleProposal(proposal(8, 1), proposal(8, 2));
        assertThat(evidence.convicts(SIGNATURES)).isTrue();
        assertThat(evidence.member()).isEqualTo(LIAR);
    }

    @Test
    void oneBlockTwiceConvictsNobody() {
        assertThat(new Evidence.DoubleProposal(proposal(8, 1), proposal(8, 1)).convicts(SIGNATURES))
                .isFalse();
    }

    @Test
    void blocksOfTwoSlotsConvictNobody() {
        assertThat(new Evidence.DoubleProposal(proposal(8, 1), proposal(11, 2)).convicts(SIGNATURES))
                .isFalse();
    }

    @Test
    void aHeaderWithAnotherSlotDoesNotVerify() {
        SignedHeader first = proposal(8, 1);
        SignedHeader moved = new SignedHeader(proposal(11, 2).header(), first.signature());
        assertThat(SIGNATURES.check(moved).isValid()).isFalse();
    }

    @Test
    void survivesEncoding() {
        Evidence votes = new Evidence.DoubleVote(
                vote(LIAR, Ballot.finalize(8, PayloadBuilder.hash(1))), vote(LIAR, Ballot.skip(7, 9)));
        Evidence proposals = new Evidence.DoubleProposal(proposal(8, 1), proposal(8, 2));
        assertThat(Evidence.SCHEMA.decode(Evidence.SCHEMA.encodeToArray(votes))).isEqualTo(new Decoded.Value<>(votes));
        assertThat(Evidence.SCHEMA.decode(Evidence.SCHEMA.encodeToArray(proposals)))
                .isEqualTo(new Decoded.Value<>(proposals));
    }
}
