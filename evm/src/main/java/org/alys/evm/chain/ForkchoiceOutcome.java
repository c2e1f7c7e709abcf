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

    /** The safe or finalized block is not known or not an ancestor of the head. Nothing changed. */
    record Inconsistent(String reason) implements ForkchoiceOutcome {}
}
