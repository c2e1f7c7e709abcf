package org.alys.chain.consensus;

import java.util.List;
import java.util.Optional;
import org.alys.chain.vote.Ballot;
import org.alys.chain.vote.Certificate;
import org.alys.primitives.Bytes32;

/** All that the machine knows; immutable, so that an old state can be kept and asked. */
public final class SimplexState {
    final Candidate finalBlock;
    final List<Certificate> finalCertificates;
    final FinalHistory history;
    final long slot;
    final boolean deadlinePassed;
    final Rounds rounds;
    final SkipVotes skipVotes;
    final SkipCertificates skipCertificates;
    final SlotSet ownSkips;
    final List<Ballot> recentOwn;
    final SlotDuty duty;
    final long lastProposedSlot;
    final Optional<Violation> violation;

    SimplexState(Turn turn) {
        finalBlock = turn.finalBlock;
        finalCertificates = turn.finalCertificates;
        history = turn.history;
        slot = turn.slot;
        deadlinePassed = turn.deadlinePassed;
        rounds = turn.rounds;
        skipVotes = turn.skipVotes;
        skipCertificates = turn.skipCertificates;
        ownSkips = turn.ownSkips;
        recentOwn = turn.recentOwn;
        duty = turn.duty;
        lastProposedSlot = turn.lastProposedSlot;
        violation = turn.violation;
    }

    /** The federation-final head, or genesis. */
    public Candidate finalBlock() {
        return finalBlock;
    }

    /** The certified block with the highest slot, at least the final block. */
    public Candidate certifiedHead() {
        List<Round> all = rounds.all();
        for (int i = all.size() - 1; i >= 0; i--) {
            Optional<Candidate> certified = all.get(i).certified();
            if (certified.isPresent()) {
                return certified.get();
            }
        }
        return finalBlock;
    }

    /** The current slot; before the first {@link Event.SlotBegan} the final block's. */
    public long slot() {
        return slot;
    }

    /** The accepted block with this root, if it is the final one or above. */
    public Optional<Candidate> block(Bytes32 root) {
        return finalBlock.root().equals(root) ? Optional.of(finalBlock) : rounds.block(root);
    }

    /** The notarize certificate, or else the finalize certificate, of a block; none for genesis or below the final block. */
    public Optional<Certificate> certificateOf(Candidate block) {
        if (block.equals(finalBlock)) {
            return finalCertificates.stream().findFirst();
        }
        return rounds.at(block.slot())
                .anyCertificate()
                .filter(it -> it.ballot().root().equals(block.root()));
    }

    /** The skip certificates that reach above the final block, ascending. */
    public List<Certificate> skipCertificates() {
        return skipCertificates.ascending();
    }

    /** Why this node signs nothing any more. */
    public Optional<Violation> violation() {
        return violation;
    }

    boolean certified(Candidate block) {
        return block.equals(finalBlock) || rounds.at(block.slot()).certifies(block.root());
    }
}
