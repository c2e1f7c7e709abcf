package org.alys.evm.state;

import org.alys.primitives.Bytes32;

/** A block whose state is stored. */
public record StateHead(Bytes32 blockHash, long number, Bytes32 root) {}
