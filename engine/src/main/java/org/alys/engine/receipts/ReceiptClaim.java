package org.alys.engine.receipts;

import java.util.List;
import java.util.Optional;
import org.alys.evm.block.Log;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;

/** A receipt as an execution client states it, not yet checked. */
public record ReceiptClaim(
        Bytes32 transactionHash,
        Bytes32 blockHash,
        EvmAddress from,
        Optional<EvmAddress> to,
        Optional<EvmAddress> contractAddress,
        boolean succeeded,
        long cumulativeGasUsed,
        List<Log> logs) {

    public ReceiptClaim {
        logs = List.copyOf(logs);
    }
}
