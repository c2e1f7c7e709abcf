package org.alys.bitcoin.rpc;

/**
 * What the node thinks a transaction must pay.
 *
 * @param satPerKilovbyte satoshis for 1000 virtual bytes
 * @param blocks the number of blocks for which the estimate holds
 */
public record FeeEstimate(long satPerKilovbyte, int blocks) {}
