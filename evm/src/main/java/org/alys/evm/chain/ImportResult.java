package org.alys.evm.chain;

import java.util.Optional;
import org.alys.primitives.Bytes32;

/** What became of a block that was handed in. */
public sealed interface ImportResult {
    /** Executed and stored, now or before. */
    record Valid() implements ImportResult {}

    /**
     * Breaks a rule.
     *
     * @param latestValid its newest ancestor that breaks none; empty when not known
     */
    record Invalid(Optional<Bytes32> latestValid, BlockProblem problem) implements ImportResult {}

    /** The parent is not known: hand in the ancestors first, oldest first. */
    record UnknownParent() implements ImportResult {}

    /** The state of the parent is no longer kept, so the block cannot be judged. */
    record ParentStatePruned() implements ImportResult {}
}
