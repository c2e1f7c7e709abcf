package org.alys.chain.spec;

import org.alys.bitcoin.tx.CompactTarget;

/**
 * Merged mining.
 *
 * @param chainId 16 bits; names this chain in the tree that a pool commits to
 * @param targetBlocks the wanted number of blocks in a finalised range
 * @param powLimit the easiest target, and that of the first range
 * @param maxAdjustmentPercent how far the target may move from one range to the next, 1 to 99
 * @param maxBlocksWithoutProof block production halts beyond it
 */
public record AuxPowSpec(
        int chainId, long targetBlocks, CompactTarget powLimit, int maxAdjustmentPercent, long maxBlocksWithoutProof) {}
