package org.alys.evm.chain;

import java.util.Optional;
import org.alys.primitives.Bytes32;

/** What became of a fork choice. */
public sealed interface ForkchoiceOutcome {
    /** It holds now, on disk too. */
    record Applied() implements ForkchoiceOutcome {}

    /** The head was never executed: hand it in with its ancestors. Nothing changed. */
    record UnknownHead() implements ForkchoiceOutcome {}

    /** The head breaks a rule, or an ancestor of it does. Nothing changed. */
    record InvalidHead(Optional<Bytes32> latestValid, BlockProblem problem) implements ForkchoiceOutcome {}

    /** The head is a block below the finalized one whose state has gone, so it is valid and need not be gone back to. Nothing changed. */
    record Skipped() implements ForkchoiceOutcome {}

    /**
     * The head is valid, but its state is kept no longer. Nothing changed.
     *
     * @param number of the wanted head
     * @param current number of the head as it is
     */
    record TooDeep(long number, long current) implements ForkchoiceOutcome {}

    /** The safe or finalized block is not known or not an ancestor of the head. Nothing changed. */
    record Inconsistent(String reason) implements ForkchoiceOutcome {}
}
