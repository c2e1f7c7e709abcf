package org.alys.bitcoin.mining;

/** How a search for a block ended. */
public sealed interface MiningOutcome {
    /** Hashes computed by this search. */
    long hashes();

    /** A block was found. */
    record Solved(SolvedBlock block, long hashes) implements MiningOutcome {}

    /** The allowed number of hashes was used up. */
    record Exhausted(long hashes) implements MiningOutcome {}

    /** The caller called it off. */
    record Cancelled(long hashes) implements MiningOutcome {}

    /**
     * The root of the tree or the payout script contains the bytes of the merged-mining magic, so that no proof of this
     * work could be accepted. Happens by chance once in some hundred million templates; the next one cures it.
     */
    record AmbiguousTag() implements MiningOutcome {
        @Override
        public long hashes() {
            return 0;
        }
    }
}
