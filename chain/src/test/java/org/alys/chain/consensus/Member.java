package org.alys.chain.consensus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.alys.chain.vote.Ballot;
import org.alys.chain.vote.Certificate;
import org.alys.chain.vote.MemberSet;
import org.alys.chain.vote.Vote;
import org.alys.primitives.Bytes32;

/** One machine under test, and short names for what it is told. Genesis is in slot 0. */
final class Member {
    static final Candidate GENESIS = Candidate.genesis(root(1000), 0);

    final Simplex machine;
    SimplexState state;

    private Member(Simplex machine, Restored restored) {
        this.machine = machine;
        this.state = machine.restore(restored).state();
    }

    static Member of(Quorum quorum, int index) {
        return new Member(Simplex.member(quorum, index), Restored.genesis(GENESIS));
    }

    static Member follower(Quorum quorum) {
        return new Member(Simplex.follower(quorum), Restored.genesis(GENESIS));
    }

    static Member restored(Quorum quorum, int index, Restored restored) {
        return new Member(Simplex.member(quorum, index), restored);
    }

    /** The effects of the last of the events. */
    List<Effect> tell(Event... events) {
        List<Effect> effects = List.of();
        for (Event event : events) {
            Step step = machine.step(state, event);
            state = step.state();
            effects = step.effects();
        }
        return effects;
    }

    Verdict judge(Candidate block, Certificate... justification) {
        return machine.judge(state, block, List.of(justification), state.slot());
    }

    /** A block of the slot's proposer with a root made from a number. */
    Candidate block(int number, Candidate parent, long slot) {
        return new Candidate(root(number), parent.root(), slot, machine.quorum().proposer(slot));
    }

    Certificate notarization(Candidate block) {
        return certificate(Ballot.notarize(block.slot(), block.root()));
    }

    Certificate finalization(Candidate block) {
        return certificate(Ballot.finalize(block.slot(), block.root()));
    }

    Certificate skipped(long fromSlot, long toSlot) {
        return certificate(Ballot.skip(fromSlot, toSlot));
    }

    private Certificate certificate(Ballot ballot) {
        return new Certificate(ballot, new MemberSet((1 << machine.quorum().threshold()) - 1), Simulation.SIGNATURE);
    }

    static Event began(long slot) {
        return new Event.SlotBegan(slot);
    }

    static Event deadline(long slot) {
        return new Event.SkipDeadline(slot);
    }

    static Event accepted(Candidate block) {
        return new Event.CandidateAccepted(block);
    }

    static Event held(Certificate certificate) {
        return new Event.CertificateReceived(certificate);
    }

    static Event voted(int member, Ballot ballot) {
        return new Event.VoteReceived(new Vote(ballot, member, Simulation.SIGNATURE));
    }

    static Bytes32 root(int number) {
        byte[] bytes = new byte[Bytes32.SIZE];
        Arrays.fill(bytes, (byte) 1);
        for (int i = 0; i < 4; i++) {
            bytes[i] = (byte) (number >>> (8 * i));
        }
        return Bytes32.of(bytes);
    }

    static List<Ballot> cast(List<Effect> effects) {
        List<Ballot> ballots = new ArrayList<>();
        for (Effect effect : effects) {
            if (effect instanceof Effect.Cast cast) {
                ballots.add(cast.ballot());
            }
        }
        return ballots;
    }
}
