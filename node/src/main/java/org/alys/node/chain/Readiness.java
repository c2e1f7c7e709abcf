package org.alys.node.chain;

import java.util.OptionalLong;

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
        public OptionalLong ceiling() {
            return OptionalLong.empty();
        }
    };

    /** Whether the node may vote and propose. */
    boolean mayProduce();

    /** Whether missing blocks are left to the sync: it fetches them in ranges, or was told not to. */
    boolean fetchesRanges();

    /**
     * The height above which no block is executed, and with that made final here, wherever it comes from: an operator wants the node to
     * stay there. Empty when there is none.
     */
    OptionalLong ceiling();
}
