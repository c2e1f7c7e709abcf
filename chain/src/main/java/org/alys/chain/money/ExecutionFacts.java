package org.alys.chain.money;

import java.util.List;
import org.alys.primitives.Wei;

/**
 * What executing a block's payload showed, read from its receipts.
 *
 * @param baseFees base fees that all its transactions paid, which the execution layer burned
 * @param priorityFees priority fees that all its transactions paid, which went to the fee sink
 * @param pegOutRequests in order of their logs
 */
public record ExecutionFacts(Wei baseFees, Wei priorityFees, List<PegOutRequest> pegOutRequests) {
    /** A block without transactions. */
    public static final ExecutionFacts NONE = new ExecutionFacts(Wei.ZERO, Wei.ZERO, List.of());

    public ExecutionFacts {
        pegOutRequests = List.copyOf(pegOutRequests);
    }

    public Wei fees() {
        return baseFees.plus(priorityFees);
    }
}
