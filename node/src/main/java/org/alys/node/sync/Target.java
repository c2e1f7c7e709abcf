package org.alys.node.sync;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.alys.chain.block.Block;
import org.alys.chain.block.CertifiedBlock;
import org.alys.chain.signing.Signatures;
import org.alys.chain.vote.Certificate;
import org.alys.node.chain.Checkpoint;
import org.alys.node.network.BlockRange;
import org.alys.node.network.PeerStatus;

/** A block that the federation made final, as its certificate proves. */
public record Target(long height, Certificate finality) {
    /** What an answer to the question for a peer's final block shows. */
    public sealed interface Proof {
        record Proven(Target target) implements Proof {}

        /** The block or its certificate did not come; an honest peer may not have them yet. */
        record Missing() implements Proof {}

        /** The answer contradicts what the peer said. */
        record False(String reason) implements Proof {}

        record OtherChain(String reason) implements Proof {}
    }

    /** Whether {@code answer} proves the final block that {@code claim} names. */
    static Proof prove(
            PeerStatus claim,
            BlockRange answer,
            Signatures signatures,
            RandomGenerator random,
            Optional<Checkpoint> checkpoint) {
        if (answer.blocks().isEmpty() || answer.finality().isEmpty()) {
            return new Proof.Missing();
        }
        CertifiedBlock certified = answer.blocks().getFirst();
        Block block = certified.block();
        Certificate finality = answer.finality().getFirst();
        if (answer.blocks().size() != 1
                || block.height() != claim.finalHeight()
                || !block.root().equals(claim.finalRoot())) {
            return new Proof.False("it says its final block is " + claim.finalHeight() + " " + claim.finalRoot()
                    + " and shows " + block);
        }
        if (!RangeCheck.makesFinal(finality, block)
                || !signatures.check(finality).isValid()
                || !signatures.checkAll(List.of(certified), random).getFirst().isValid()) {
            return new Proof.False("it shows no valid certificates for " + block);
        }
        if (checkpoint.filter(point -> point.excludes(block)).isPresent()) {
            return new Proof.OtherChain(block + " is not the checkpoint");
        }
        return new Proof.Proven(new Target(block.height(), finality));
    }
}
