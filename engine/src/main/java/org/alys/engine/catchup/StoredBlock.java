package org.alys.engine.catchup;

import java.util.Optional;
import org.alys.evm.payload.ExecutionPayload;
import org.alys.primitives.Bytes32;

/**
 * A block that consensus has stored, as the execution client must be given it.
 *
 * @param parentBeaconBlockRoot as in {@link org.alys.engine.ExecutionClient#newPayload}
 */
public record StoredBlock(ExecutionPayload payload, Bytes32 parentBeaconBlockRoot) {

    /** Where the blocks are. */
    @FunctionalInterface
    public interface Source {
        /** The block with this execution block hash; empty when it is not stored. */
        Optional<StoredBlock> block(Bytes32 executionHash);
    }
}
