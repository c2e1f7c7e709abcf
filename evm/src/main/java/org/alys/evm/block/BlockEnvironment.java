package org.alys.evm.block;

import java.util.function.LongFunction;
import org.alys.evm.payload.Fork;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.UInt256;

/**
 * What code can see of the block it runs in.
 *
 * @param timestamp Unix time in seconds, unsigned
 * @param prevRandao what PREVRANDAO gives (EIP-4399)
 * @param baseFeePerGas in wei
 * @param blobBaseFee in wei (EIP-7516); from Cancun on
 * @param blockHashes the hash of an ancestor by its number; asked only for the 256 blocks before {@code number}
 */
public record BlockEnvironment(
        Fork fork,
        UInt256 chainId,
        long number,
        long timestamp,
        EvmAddress feeRecipient,
        Bytes32 prevRandao,
        long gasLimit,
        UInt256 baseFeePerGas,
        UInt256 blobBaseFee,
        LongFunction<Bytes32> blockHashes) {
    /** The same with other prices, in wei. */
    public BlockEnvironment withFees(UInt256 newBaseFeePerGas, UInt256 newBlobBaseFee) {
        return new BlockEnvironment(
                fork,
                chainId,
                number,
                timestamp,
                feeRecipient,
                prevRandao,
                gasLimit,
                newBaseFeePerGas,
                newBlobBaseFee,
                blockHashes);
    }
}
