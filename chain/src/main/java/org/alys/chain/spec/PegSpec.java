package org.alys.chain.spec;

import org.alys.bitcoin.tx.BitcoinNetwork;
import org.alys.primitives.Sats;

/**
 * The two-way peg.
 *
 * @param network the Bitcoin network whose coins these are
 * @param startHeight the first Bitcoin height that is scanned for deposits
 * @param pegInConfirmations the depth at which a deposit may be minted, 1 to 144
 * @param pegInMinimum smaller deposits are listed, not minted
 * @param pegOutConfirmations the depth at which a payment counts as settled, 1 to 144
 * @param pegOutMinimum smaller peg-outs revert in the Bridge contract
 */
public record PegSpec(
        BitcoinNetwork network,
        long startHeight,
        int pegInConfirmations,
        Sats pegInMinimum,
        int pegOutConfirmations,
        Sats pegOutMinimum) {}
