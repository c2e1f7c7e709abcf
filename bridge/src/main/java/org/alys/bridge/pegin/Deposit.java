package org.alys.bridge.pegin;

import org.alys.bitcoin.tx.OutPoint;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Sats;

/**
 * One output that pays the federation and names who gets it on the sidechain.
 *
 * @param outPoint its identity: minted at most once, ever
 */
public record Deposit(OutPoint outPoint, Sats amount, EvmAddress recipient, DepositProof proof) {
    public BitcoinPosition position() {
        return new BitcoinPosition(proof.height(), proof.transactionIndex(), outPoint.index());
    }
}
