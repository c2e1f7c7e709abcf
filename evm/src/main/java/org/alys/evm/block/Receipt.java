package org.alys.evm.block;

import java.util.List;
import java.util.Optional;
import org.alys.evm.transaction.TransactionType;
import org.alys.primitives.Bytes;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.UInt256;

/**
 * What became of a transaction of a block.
 *
 * @param cumulativeGasUsed by this and all earlier transactions of the block
 * @param logsBloom 256 bytes
 * @param effectiveGasPrice in wei, base fee included; not part of the encoding, as the next ones
 * @param contractAddress the contract that the transaction created, if it is a creation
 */
public record Receipt(
        TransactionType type,
        boolean succeeded,
        long cumulativeGasUsed,
        Bytes logsBloom,
        List<Log> logs,
        long gasUsed,
        UInt256 effectiveGasPrice,
        Optional<EvmAddress> contractAddress) {
    public Receipt {
        logs = List.copyOf(logs);
    }
}
