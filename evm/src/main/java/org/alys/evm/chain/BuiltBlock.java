package org.alys.evm.chain;

import java.util.List;
import org.alys.evm.block.Block;
import org.alys.primitives.Bytes;
import org.alys.primitives.UInt256;

/**
 * A block that was built and so executed, but not stored.
 *
 * @param value what its fee recipient earns, in wei
 */
public record BuiltBlock(Block block, BlockVerdict.Executed execution, UInt256 value) {
    /** EIP-7685. */
    public List<Bytes> requests() {
        return execution.requests();
    }
}
