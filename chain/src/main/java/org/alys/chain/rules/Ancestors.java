package org.alys.chain.rules;

import java.util.Optional;
import org.alys.primitives.Bytes32;

/** The states of the blocks below a block. */
@FunctionalInterface
public interface Ancestors {
    /** The state after the block with that root, if the node has it. */
    Optional<ChainState> stateOf(Bytes32 root);
}
