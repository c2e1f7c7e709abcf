package org.alys.node.federation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.alys.bitcoin.tx.CompactTarget;
import org.alys.chain.block.AuxPowHeader;
import org.alys.chain.block.Block;
import org.alys.chain.block.SignedBlock;
import org.alys.chain.vote.Ballot;
import org.alys.chain.vote.Certificate;
import org.alys.chain.vote.Vote;
import org.alys.node.network.MessageRules;
import org.alys.node.network.PeerMessage;
import org.alys.node.network.SignatureCache;
import org.alys.p2p.gossip.Verdict;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.junit.jupiter.api.Test;

/** What is let in at the door, what is turned away, and what is turned away with blame. */
class MessageRulesTest {
    private static final int STRANGER = 15;
    private static final long NOW = 850_000_500;
    private static final Bytes32 ROOT = Bytes32.fromHex("ab".repeat(32));

    private final Network network = Network.of(3, 2, 1_000_000);
    private final ManualClock clock =
            new ManualClock(network.spec().slots().start(NOW).plusMillis(100));
    private final MessageRules rules =
            new MessageRules(new SignatureCache(network.signatures()), network.spec(), clock);

    private Vote vote(int member, Ballot ballot) {
        return network.signatures().vote(network.secret(member), member, ballot);
    }

    private Vote forged(Ballot ballot) {
        return new Vote(ballot, 0, vote(1, ballot).signature());
    }

    private Certificate certificate(Ballot ballot, int signers) {
        return network.signatures()
                .certificate(IntStream.range(0, signers)
                        .mapToObj(member -> vote(member, ballot))
                        .toList());
    }

    private Verdict judge(PeerMessage.ForChain message) {
        return rules.judge(0, message);
    }

    private Verdict judge(Vote... votes) {
        return judge(new PeerMessage.Votes(List.of(votes)));
    }

    private SignedBlock block(long slot, int proposer) {
        Block genesis = network.genesis();
        Block block = new Block(
                genesis.root(),
                1,
                slot,
                proposer,
                genesis.payload(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty());
        return network.signatures().propose(network.secret(proposer), block);
    }

    private Verdict judge(SignedBlock block, Certificate... skips) {
        return judge(new PeerMessage.Proposal(block, Optional.empty(), List.of(skips)));
    }

    @Test
    void votesOfMembersPass() {
        assertThat(judge(vote(1, Ballot.finalize(NOW, ROOT)), vote(2, Ballot.skip(NOW - 500, NOW))))
                .isEqualTo(Verdict.ACCEPT);
    }

    @Test
    void oneForgedVoteSpoilsAll() {
        assertThat(judge(vote(1, Ballot.finalize(NOW, ROOT)), forged(Ballot.finalize(NOW, ROOT))))
                .isEqualTo(Verdict.REJECT);
    }

    @Test
    void votesOfOtherTimesAreOfNoUse() {
        assertThat(judge(vote(1, Ballot.finalize(NOW - 65, ROOT)))).isEqualTo(Verdict.IGNORE);
        assertThat(judge(vote(1, Ballot.finalize(NOW - 64, ROOT)))).isEqualTo(Verdict.ACCEPT);
        assertThat(judge(vote(1, Ballot.finalize(NOW + 1, ROOT)))).isEqualTo(Verdict.ACCEPT);
        assertThat(judge(vote(1, Ballot.finalize(NOW + 2, ROOT)))).isEqualTo(Verdict.IGNORE);
        assertThat(judge()).isEqualTo(Verdict.IGNORE);
    }

    @Test
    void nobodyHasSoManyVotes() {
        List<Vote> many = Collections.nCopies(257, vote(1, Ballot.finalize(NOW, ROOT)));
        assertThat(judge(new PeerMessage.Votes(many))).isEqualTo(Verdict.REJECT);
    }

    @Test
    void certificatesPassHoweverOld() {
        assertThat(judge(new PeerMessage.Certificates(List.of(certificate(Ballot.skip(1, 7), 2)))))
                .isEqualTo(Verdict.ACCEPT);
    }

    @Test
    void certificatesOfTooFewAreRefused() {
        assertThat(judge(new PeerMessage.Certificates(List.of(certificate(Ballot.skip(NOW, NOW), 1)))))
                .isEqualTo(Verdict.REJECT);
        assertThat(judge(new PeerMessage.Certificates(List.of()))).isEqualTo(Verdict.IGNORE);
    }

    @Test
    void onlyMembersAskForSkipVotes() {
        PeerMessage.SkipRequest request = new PeerMessage.SkipRequest(NOW - 9, NOW);
        assertThat(rules.judge(2, request)).isEqualTo(Verdict.ACCEPT);
        assertThat(rules.judge(3, request)).isEqualTo(Verdict.REJECT);
        assertThat(rules.judge(STRANGER, request)).isEqualTo(Verdict.REJECT);
        assertThat(judge(new PeerMessage.SkipRequest(NOW, NOW + 2))).isEqualTo(Verdict.IGNORE);
        assertThat(judge(new PeerMessage.SkipRequest(-1, 3))).isEqualTo(Verdict.REJECT);
    }

    @Test
    void aBlockOfItsProposerPasses() {
        int proposer = network.spec().proposerOf(NOW);
        assertThat(judge(block(NOW, proposer))).isEqualTo(Verdict.ACCEPT);
        assertThat(judge(block(NOW, proposer), certificate(Ballot.skip(NOW - 3, NOW - 1), 2)))
                .isEqualTo(Verdict.ACCEPT);
    }

    @Test
    void aBlockOfAnotherMemberIsRefused() {
        assertThat(judge(block(NOW, (network.spec().proposerOf(NOW) + 1) % 3))).isEqualTo(Verdict.REJECT);
    }

    @Test
    void aBlockWithAFalseCertificateIsRefused() {
        int proposer = network.spec().proposerOf(NOW);
        assertThat(judge(block(NOW, proposer), certificate(Ballot.skip(NOW - 3, NOW - 1), 1)))
                .isEqualTo(Verdict.REJECT);
    }

    @Test
    void blocksOfOtherTimesAreOfNoUse() {
        for (long slot : new long[] {NOW - 65, NOW + 1}) {
            assertThat(judge(block(slot, network.spec().proposerOf(slot)))).isEqualTo(Verdict.IGNORE);
        }
    }

    @Test
    void clocksMayDifferByHalfASecond() {
        clock.advanceTo(network.spec().slots().start(NOW + 1).minusMillis(400));
        assertThat(judge(block(NOW + 1, network.spec().proposerOf(NOW + 1)))).isEqualTo(Verdict.ACCEPT);
    }

    @Test
    void aProofWithoutWorkIsRefused() {
        assertThat(judge(new PeerMessage.AuxPowProof(new AuxPowHeader(
                        ROOT, ROOT, CompactTarget.REGTEST_LIMIT, EvmAddress.ZERO, Bytes.fromHex("00")))))
                .isEqualTo(Verdict.REJECT);
    }
}
