package org.alys.chain.rules;

import java.util.List;

/** What becomes of a block. */
public sealed interface Verdict {
    /** Every rule holds. */
    record Accept() implements Verdict {}

    /** Not worth a look, and nobody's fault. */
    record Ignore(Ignored reason) implements Verdict {}

    /** A rule is broken, whatever else may arrive. */
    record Reject(Rejection reason) implements Verdict {}

    /** Nothing is wrong so far, but something is needed to know; try again when it arrives. */
    record Defer(List<Missing> missing) implements Verdict {
        public Defer {
            missing = List.copyOf(missing);
        }
    }

    /** Why a block is ignored. */
    sealed interface Ignored {
        /** The node has this block. */
        record Known(long height) implements Ignored {}

        /** The chain is final at this height, so no other block can take its place. */
        record NotAboveFinal(long height, long finalHeight) implements Ignored {}
    }
}
