package org.alys.chain.spec;

import org.alys.bitcoin.tx.CompactTarget;

/**
 * How hard it is to finalise.
 *
 * @param targetBlocks wanted number of blocks per finalised range
 * @param powLimit easiest target
 * @param maxAdjustmentPercent how far the target moves from one range to the next
 */
public record AuxPowParameters(int targetBlocks, CompactTarget powLimit, int maxAdjustmentPercent) {}
