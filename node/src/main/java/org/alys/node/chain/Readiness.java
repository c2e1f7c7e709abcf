package org.alys.node.chain;

/** Whether this node is near enough to the federation to take part. Asked from the chain's thread; answers at once. */
public interface Readiness {
    /** A node that is always ready: one that nobody is ahead of. */
    Readiness ALWAYS = new Readiness() {
        @Override
        public boolean mayProduce() {
            return true;
        }

        @Override
        public boolean fetchesRanges() {
            return false;
        }

        @Override
        public boolean mayExecute(long height) {
            return true;
        }
    };

    /** Whether the node may vote and propose. */
    boolean mayProduce();

    /** Whether missing blocks are left to the sync: it fetches them in ranges, or was told not to. */
    boolean fetchesRanges();

    /**
     * Whether a block of this height may be executed, and with that made final here, wherever it comes from. Asked for each block anew: it
     * may not while an operator wants the node to stay where it is, or below that height.
     */
    boolean mayExecute(long height);
}
