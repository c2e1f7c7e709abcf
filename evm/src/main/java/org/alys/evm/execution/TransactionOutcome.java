package org.alys.evm.execution;

import java.util.List;
import java.util.Optional;
import org.alys.evm.block.Log;
import org.alys.evm.interpreter.HaltReason;
import org.alys.primitives.Bytes;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.UInt256;

/** What became of a transaction. */
public sealed interface TransactionOutcome {
    /**
     * It was executed and paid for, even if its code failed.
     *
     * @param gasUsed after refunds
     * @param gasRefunded for cleared storage and the like; a call with a gas limit of gasUsed + gasRefunded has enough
     * @param logs empty when it failed
     * @param output what the code returned or reverted with; of a creation that succeeded the new contract's code
     * @param halt why it failed; empty for REVERT too
     * @param created by a creation that succeeded
     * @param effectiveGasPrice in wei, base fee included (EIP-1559)
     * @param priorityFee in wei, paid to the fee recipient
     * @param blobGasUsed EIP-4844
     */
    record Executed(
            boolean succeeded,
            long gasUsed,
            long gasRefunded,
            List<Log> logs,
            Bytes output,
            Optional<HaltReason> halt,
            Optional<EvmAddress> created,
            UInt256 effectiveGasPrice,
            UInt256 priorityFee,
            long blobGasUsed)
            implements TransactionOutcome {
        public Executed {
            logs = List.copyOf(logs);
        }

        /** Whether it ended by REVERT. */
        public boolean reverted() {
            return !succeeded && halt.isEmpty();
        }
    }

    /** It must not be in this block; the state is as before. */
    record Refused(TransactionError error) implements TransactionOutcome {}
}
