package org.alys.bridge.pegin;

import org.alys.primitives.Sats;

/**
 * Sums as of the last Bitcoin block that the book has seen.
 *
 * @param held all unspent outputs that pay the federation: the left side of the conservation rule
 * @param notYetMinted deposits that will be minted: waiting and mintable
 * @param unmintableSats of payments that never will be, over all time
 * @param mintedSats of deposits in Bitcoin's active chain that were minted, over all time
 * @param lostSats of deposits that were minted and are gone; above 0 is an emergency
 */
public record PegInTotals(Sats held, Sats notYetMinted, long unmintableSats, long mintedSats, long lostSats) {}
