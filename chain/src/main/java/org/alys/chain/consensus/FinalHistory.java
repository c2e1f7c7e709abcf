package org.alys.chain.consensus;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.alys.chain.vote.Ballot;
import org.alys.chain.vote.Certificate;
import org.alys.chain.vote.VoteKind;
import org.alys.primitives.Bytes32;

/** The latest final blocks and the certificates that finalised them, to notice what contradicts them; oldest first. */
record FinalHistory(List<Candidate> blocks, List<Certificate> certificates) {
    static FinalHistory of(Candidate finalBlock, List<Certificate> held) {
        return new FinalHistory(
                List.of(finalBlock),
                held.stream()
                        .filter(it -> it.ballot().kind() == VoteKind.FINALIZE)
                        .toList());
    }

    FinalHistory with(List<Candidate> newBlocks) {
        return new FinalHistory(newest(blocks, newBlocks), certificates);
    }

    FinalHistory with(Certificate finalization) {
        return new FinalHistory(blocks, newest(certificates, List.of(finalization)));
    }

    boolean contains(Bytes32 root) {
        return blocks.stream().anyMatch(block -> block.root().equals(root));
    }

    Optional<Certificate> finalizationIn(SlotRange range) {
        return certificates.stream()
                .filter(it -> range.contains(it.ballot().fromSlot()))
                .findFirst();
    }

    /**
     * Whether the final blocks rule out a certificate: finality of a block that is none of them, or any certificate of another
     * block in the slot of one of them.
     */
    boolean excludes(Ballot ballot) {
        long slot = ballot.fromSlot();
        if (ballot.kind() == VoteKind.SKIP || slot < blocks.getFirst().slot()) {
            return false;
        }
        Optional<Candidate> inSlot =
                blocks.stream().filter(block -> block.slot() == slot).findFirst();
        if (inSlot.isPresent()) {
            return !inSlot.get().root().equals(ballot.root());
        }
        return ballot.kind() == VoteKind.FINALIZE && slot <= blocks.getLast().slot();
    }

    private static <T> List<T> newest(List<T> old, List<T> added) {
        List<T> all = new ArrayList<>(old);
        all.addAll(added);
        return List.copyOf(all.subList(Math.max(0, all.size() - Limits.HISTORY), all.size()));
    }
}
