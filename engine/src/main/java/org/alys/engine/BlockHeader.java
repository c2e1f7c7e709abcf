package org.alys.engine;

import org.alys.primitives.Bytes32;
import org.alys.primitives.Wei;

/**
 * The part of a block header that a caller needs to place a block.
 *
 * @param timestamp Unix time in seconds
 */
public record BlockHeader(
        Bytes32 hash,
        Bytes32 parentHash,
        long number,
        long timestamp,
        Bytes32 stateRoot,
        long gasLimit,
        long gasUsed,
        Wei baseFeePerGas) {}
