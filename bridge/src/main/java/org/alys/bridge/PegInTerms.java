package org.alys.bridge;

import org.alys.primitives.Bytes;
import org.alys.primitives.Sats;

/**
 * What all nodes of one chain agree on about deposits.
 *
 * @param federationScript the whole script of an output that pays the federation
 * @param minimum smaller deposits are listed and never minted
 * @param confirmations depth from which a deposit may be minted, 1 or more; the block that holds it counts as 1
 * @param startHeight the first Bitcoin block that may hold deposits, 0 or more
 */
public record PegInTerms(Bytes federationScript, Sats minimum, int confirmations, int startHeight) {
    public PegInTerms {
        if (federationScript.isEmpty() || confirmations < 1 || startHeight < 0) {
            throw new IllegalArgumentException("impossible terms: script " + federationScript + ", " + confirmations
                    + " confirmations, start height " + startHeight);
        }
    }
}
