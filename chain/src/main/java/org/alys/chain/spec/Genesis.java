package org.alys.chain.spec;

import java.util.List;
import java.util.Optional;
import org.alys.chain.block.Block;
import org.alys.evm.payload.ExecutionPayload;

/** The first block, which every node works out for itself. */
public final class Genesis {
    private Genesis() {}

    /**
     * The genesis block of {@code spec}: its parent root is the spec root, so that its root, and every signature with it,
     * binds the whole spec and the execution layer's genesis.
     *
     * @param executionGenesis block 0 of the execution layer
     * @throws IllegalArgumentException when the payload is not block 0, of another fork or of another time than the spec says
     */
    public static Block block(ChainSpec spec, ExecutionPayload executionGenesis) {
        if (executionGenesis.blockNumber() != 0
                || executionGenesis.fork() != spec.fork()
                || executionGenesis.timestamp() != spec.genesisTimeSeconds()) {
            throw new IllegalArgumentException("execution genesis is block " + executionGenesis.blockNumber() + " of "
                    + executionGenesis.fork() + " at " + executionGenesis.timestamp()
                    + ", the chain spec needs block 0 of "
                    + spec.fork() + " at " + spec.genesisTimeSeconds());
        }
        long slot = spec.genesisTimeSeconds() / spec.slotDurationSeconds();
        return new Block(
                spec.specRoot(), 0, slot, 0, executionGenesis, List.of(), List.of(), List.of(), Optional.empty());
    }
}
