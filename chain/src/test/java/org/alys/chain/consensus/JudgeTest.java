package org.alys.chain.consensus;

import static org.alys.chain.consensus.Member.GENESIS;
import static org.alys.chain.consensus.Member.accepted;
import static org.alys.chain.consensus.Member.began;
import static org.alys.chain.consensus.Member.held;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.alys.chain.consensus.Verdict.Accept;
import org.alys.chain.consensus.Verdict.Defer;
import org.alys.chain.consensus.Verdict.Fault;
import org.alys.chain.consensus.Verdict.Ignore;
import org.alys.chain.consensus.Verdict.Irrelevance;
import org.alys.chain.consensus.Verdict.Need;
import org.alys.chain.consensus.Verdict.Reject;
import org.junit.jupiter.api.Test;

final class JudgeTest {
    private final Member member = Member.of(new Quorum(3, 2), 0);
    private final Candidate one = member.block(1, GENESIS, 1);
    private final Candidate two = member.block(2, one, 2);

    @Test
    void acceptsABlockOnTheFinalBlock() {
        member.tell(began(1));
        assertThat(member.judge(one)).isEqualTo(new Accept());
    }

    @Test
    void rejectsTheWrongProposer() {
        member.tell(began(1));
        assertThat(member.judge(new Candidate(one.root(), GENESIS.root(), 1, 2)))
                .isEqualTo(new Reject(new Fault.WrongProposer(1, 2)));
    }

    @Test
    void rejectsAFutureSlot() {
        member.tell(began(1));
        assertThat(member.judge(two)).isEqualTo(new Reject(new Fault.FutureSlot(2, 1)));
    }

    @Test
    void rejectsASlotThatIsNotAboveTheParents() {
        member.tell(began(2), accepted(one), accepted(two));
        assertThat(member.judge(member.block(3, two, 1))).isEqualTo(new Reject(new Fault.SlotNotAboveParent(1, 2)));
    }

    @Test
    void rejectsAForkBelowTheFinalBlock() {
        member.tell(began(2), accepted(one), held(member.finalization(one)));
        assertThat(member.judge(member.block(3, GENESIS, 2)))
                .isEqualTo(new Reject(new Fault.ForkBelowFinal(GENESIS.root(), one)));
    }

    @Test
    void ignoresWhatItKnowsAndWhatIsNotAboveTheFinalBlock() {
        member.tell(began(2), accepted(one), accepted(two));
        assertThat(member.judge(two)).isEqualTo(new Ignore(Irrelevance.KNOWN));
        member.tell(held(member.finalization(two)));
        assertThat(member.judge(one)).isEqualTo(new Ignore(Irrelevance.BELOW_FINAL));
    }

    @Test
    void ignoresAnOldBlockUnlessItIsCertified() {
        member.tell(began(100));
        assertThat(member.judge(one)).isEqualTo(new Ignore(Irrelevance.TOO_OLD));
        assertThat(member.judge(one, member.notarization(one))).isEqualTo(new Accept());
    }

    @Test
    void ignoresAFloodOfBlocksInASlot() {
        member.tell(began(1));
        for (int number = 10; number < 10 + Limits.CANDIDATES_PER_SLOT; number++) {
            member.tell(accepted(member.block(number, GENESIS, 1)));
        }
        assertThat(member.judge(one)).isEqualTo(new Ignore(Irrelevance.TOO_MANY_IN_SLOT));
    }

    @Test
    void ignoresEverythingAfterAViolation() {
        member.tell(began(1), held(member.notarization(one)), held(member.notarization(member.block(9, GENESIS, 1))));
        assertThat(member.judge(one)).isEqualTo(new Ignore(Irrelevance.HALTED));
    }

    @Test
    void defersWithoutTheParent() {
        member.tell(began(2));
        assertThat(member.judge(two)).isEqualTo(new Defer(List.of(new Need.Block(one.root()))));
    }

    @Test
    void defersWithoutTheParentsCertificateUnlessItCameAlong() {
        member.tell(began(2), accepted(one));
        assertThat(member.judge(two)).isEqualTo(new Defer(List.of(new Need.BlockCertificate(one))));
        assertThat(member.judge(two, member.notarization(one))).isEqualTo(new Accept());
    }

    @Test
    void defersWithoutSkipCertificatesUnlessTheyCameAlong() {
        Candidate late = member.block(5, GENESIS, 6);
        member.tell(began(6), held(member.skipped(1, 2)));
        assertThat(member.judge(late)).isEqualTo(new Defer(List.of(new Need.SkipCertificates(3, 5))));
        assertThat(member.judge(late, member.skipped(2, 4)))
                .isEqualTo(new Defer(List.of(new Need.SkipCertificates(5, 5))));
        assertThat(member.judge(late, member.skipped(2, 4), member.skipped(5, 5)))
                .isEqualTo(new Accept());
    }
}
