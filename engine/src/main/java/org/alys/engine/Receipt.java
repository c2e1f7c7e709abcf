package org.alys.engine;

import java.util.List;
import java.util.Optional;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Wei;

/**
 * What became of a transaction.
 *
 * @param transactionIndex its place in the block, from 0
 * @param to empty for a contract creation
 * @param contractAddress the contract that was created, if any
 * @param cumulativeGasUsed by this and all earlier transactions of the block
 * @param effectiveGasPrice what the sender paid for a unit of gas, base fee included, as the transaction and the base fee
 *     give it
 */
public record Receipt(
        Bytes32 transactionHash,
        int transactionIndex,
        Bytes32 blockHash,
        EvmAddress from,
        Optional<EvmAddress> to,
        Optional<EvmAddress> contractAddress,
        boolean succeeded,
        long gasUsed,
        long cumulativeGasUsed,
        Wei effectiveGasPrice,
        List<EventLog> logs) {

    public Receipt {
        logs = List.copyOf(logs);
    }
}
