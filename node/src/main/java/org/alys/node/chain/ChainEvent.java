package org.alys.node.chain;

import java.time.Duration;
import org.alys.chain.block.Block;
import org.alys.chain.evidence.Evidence;
import org.alys.chain.rules.ChainState;
import org.alys.storage.ChainPoint;

/** What happens on the chain, for whoever wants to know: metrics, status lines, other actors. */
public sealed interface ChainEvent {
    /**
     * A block is certified and executed.
     *
     * @param ownProposal whether this member proposed it
     * @param afterSlotStart how long after the start of its slot that was
     */
    record BlockProduced(Block block, ChainState state, boolean ownProposal, Duration afterSlotStart)
            implements ChainEvent {}

    record FederationFinal(ChainPoint block) implements ChainEvent {}

    /** Miners made everything up to this height final. */
    record BitcoinFinal(long height, long rangeLength) implements ChainEvent {}

    /** A miner's proof was accepted and waits for a block. */
    record ProofQueued(long startHeight, long endHeight) implements ChainEvent {}

    /** Production stands still, or signing has stopped. */
    record Held(Hold hold) implements ChainEvent {}

    record Resumed() implements ChainEvent {}

    /** A slot in which this member should have proposed and could not. */
    record SlotMissed(long slot, String code, String reason) implements ChainEvent {}

    /** A member signed what no honest member signs. */
    record Misbehaviour(Evidence evidence) implements ChainEvent {}
}
