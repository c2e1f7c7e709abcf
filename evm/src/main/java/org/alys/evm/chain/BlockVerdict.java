package org.alys.evm.chain;

import java.util.List;
import org.alys.evm.block.Receipt;
import org.alys.evm.state.StateDelta;
import org.alys.primitives.Bytes;

/** What executing a block gave. */
public sealed interface BlockVerdict {
    /**
     * It keeps all rules but one, which is the caller's to check: that the state root of its header follows from {@code delta}.
     *
     * @param requests EIP-7685, as the header commits to them
     */
    record Executed(StateDelta delta, List<Receipt> receipts, List<Bytes> requests) implements BlockVerdict {
        public Executed {
            receipts = List.copyOf(receipts);
            requests = List.copyOf(requests);
        }
    }

    /** It breaks a rule. */
    record Invalid(BlockProblem problem) implements BlockVerdict {}
}
