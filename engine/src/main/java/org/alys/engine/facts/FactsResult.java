package org.alys.engine.facts;

import org.alys.primitives.Bytes32;

/** The facts of a block, or why there are none. */
public sealed interface FactsResult permits ExecutionFacts, FactsResult.Malformed {

    /**
     * A log of the Bridge is not what its code emits, so the chain does not run the contract it should. Nothing of the block
     * can be trusted for pegs.
     */
    record Malformed(Bytes32 transactionHash, int logIndex, String reason) implements FactsResult {}
}
