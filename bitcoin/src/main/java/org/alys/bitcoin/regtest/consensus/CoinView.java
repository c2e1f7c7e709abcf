package org.alys.bitcoin.regtest.consensus;

import java.util.Optional;
import org.alys.bitcoin.tx.OutPoint;

/** Looks up unspent outputs. */
@FunctionalInterface
public interface CoinView {
    /** The coin, or empty when it is spent or never was. */
    Optional<Coin> coin(OutPoint outPoint);
}
