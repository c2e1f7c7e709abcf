package org.alys.evm.execution;

import org.alys.evm.block.BlockEnvironment;

/**
 * What a block can still take.
 *
 * @param gas unsigned
 * @param blobGas EIP-4844
 */
public record BlockRoom(long gas, long blobGas) {
    /** The room of an empty block. */
    public static BlockRoom of(BlockEnvironment environment) {
        return new BlockRoom(environment.gasLimit(), GasRules.maxBlobGas(environment.fork()));
    }

    public BlockRoom minus(long gasUsed, long blobGasUsed) {
        return new BlockRoom(gas - gasUsed, blobGas - blobGasUsed);
    }
}
