package org.alys.evm.payload;

import java.util.List;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Wei;

/**
 * An EVM block as the Engine API carries it (execution-apis: ExecutionPayloadV2, V3, and V3 with the requests of
 * Prague's V4). Fields that the fork does not have are zero or empty.
 *
 * @param logsBloom 256 bytes
 * @param timestamp Unix time in seconds
 * @param extraData at most 32 bytes
 * @param transactions each in its EIP-2718 encoding
 * @param blobGasUsed from Cancun on (EIP-4844)
 * @param excessBlobGas from Cancun on (EIP-4844)
 * @param executionRequests from Prague on (EIP-7685): each a type byte and its data, in order of type
 */
public record ExecutionPayload(
        Fork fork,
        Bytes32 parentHash,
        EvmAddress feeRecipient,
        Bytes32 stateRoot,
        Bytes32 receiptsRoot,
        Bytes logsBloom,
        Bytes32 prevRandao,
        long blockNumber,
        long gasLimit,
        long gasUsed,
        long timestamp,
        Bytes extraData,
        Wei baseFeePerGas,
        Bytes32 blockHash,
        List<Bytes> transactions,
        List<Withdrawal> withdrawals,
        long blobGasUsed,
        long excessBlobGas,
        List<Bytes> executionRequests) {

    public ExecutionPayload {
        transactions = List.copyOf(transactions);
        withdrawals = List.copyOf(withdrawals);
        executionRequests = List.copyOf(executionRequests);
    }
}
