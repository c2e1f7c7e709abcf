package org.alys.evm.block;

import java.util.Optional;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.UInt256;

/**
 * The header of an execution block after the merge: difficulty, nonce and uncles are the constants of EIP-3675.
 *
 * @param logsBloom 256 bytes
 * @param timestamp Unix time in seconds, unsigned
 * @param extraData at most 32 bytes
 * @param baseFeePerGas in wei
 * @param blobGasUsed from Cancun on (EIP-4844), as the next two
 * @param parentBeaconBlockRoot EIP-4788
 * @param requestsHash from Prague on (EIP-7685)
 */
public record BlockHeader(
        Bytes32 parentHash,
        EvmAddress feeRecipient,
        Bytes32 stateRoot,
        Bytes32 transactionsRoot,
        Bytes32 receiptsRoot,
        Bytes logsBloom,
        long number,
        long gasLimit,
        long gasUsed,
        long timestamp,
        Bytes extraData,
        Bytes32 prevRandao,
        UInt256 baseFeePerGas,
        Bytes32 withdrawalsRoot,
        Optional<Long> blobGasUsed,
        Optional<Long> excessBlobGas,
        Optional<Bytes32> parentBeaconBlockRoot,
        Optional<Bytes32> requestsHash) {}
