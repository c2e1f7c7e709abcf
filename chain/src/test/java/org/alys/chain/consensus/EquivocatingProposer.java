package org.alys.chain.consensus;

import java.util.List;
import org.alys.chain.vote.Certificate;

/** Proposes two blocks in each of its slots, one to some members and one to the others, and votes honestly. */
final class EquivocatingProposer extends HonestNode {
    EquivocatingProposer(Simulation sim, int index) {
        super(sim, index);
    }

    @Override
    void propose(Effect.Propose propose) {
        List<Certificate> justification = justification(propose);
        Candidate one = new Candidate(sim.freshRoot(), propose.parent().root(), propose.slot(), index);
        Candidate other = new Candidate(sim.freshRoot(), propose.parent().root(), propose.slot(), index);
        for (int to = 0; to < sim.quorum.members(); to++) {
            Candidate shown = sim.random.nextBoolean() ? one : other;
            sim.send(index, to, new Message.Proposal(shown, justification));
        }
        keep(sim.random.nextBoolean() ? one : other);
    }
}
