package org.alys.bitcoin.regtest.wallet;

import org.alys.bitcoin.tx.OutPoint;
import org.alys.bitcoin.tx.TxOutput;

/**
 * An unspent output of a wallet.
 *
 * @param depth confirmations, 0 for none
 * @param trusted whether it is confirmed, or change of an unconfirmed transaction of this wallet's own
 * @param mature whether it may be spent in the next block: a coinbase may not before its time
 */
public record WalletCoin(
        OutPoint outPoint, TxOutput output, WalletAddress address, int depth, boolean trusted, boolean mature) {
    boolean isSpendable() {
        return trusted && mature;
    }
}
