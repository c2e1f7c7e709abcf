package org.alys.chain.spec;

import org.alys.primitives.Sats;

/**
 * One direction of the peg.
 *
 * @param confirmations depth on Bitcoin, the block of the transaction included, from which a deposit may be minted or a
 *     payment counts as settled
 * @param minimum smaller deposits are listed and not minted; smaller peg-outs revert
 */
public record PegParameters(int confirmations, Sats minimum) {}
