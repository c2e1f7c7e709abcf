package org.alys.evm.chain;

import org.alys.evm.block.Block;
import org.alys.evm.state.StateDelta;

/**
 * Where a chain begins.
 *
 * @param allocation the state after the block, against nothing
 */
public record Genesis(ChainParameters parameters, Block block, StateDelta allocation) {}
