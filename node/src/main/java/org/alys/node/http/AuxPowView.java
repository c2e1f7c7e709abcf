package org.alys.node.http;

import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;

/**
 * A merged-mining proof and the range of blocks it finalises, both ends included.
 *
 * @param parentBlockHash of the Bitcoin header, in hash-output byte order
 */
public record AuxPowView(
        Bytes32 rangeStart,
        Bytes32 rangeEnd,
        long fromHeight,
        long toHeight,
        int bits,
        int chainId,
        EvmAddress feeRecipient,
        Bytes32 parentBlockHash) {}
