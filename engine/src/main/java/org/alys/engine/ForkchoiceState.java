package org.alys.engine;

import org.alys.primitives.Bytes32;

/**
 * Where the chain stands, as hashes of execution blocks. Safe and finalized are ancestors of the head or zero, which
 * means that there is none yet.
 *
 * @param safe the newest federation-final block
 * @param finalized the newest Bitcoin-final block
 */
public record ForkchoiceState(Bytes32 head, Bytes32 safe, Bytes32 finalized) {}
