package org.alys.bitcoin.regtest.chain;

/** Is told when the active chain has moved. */
@FunctionalInterface
public interface ChainListener {
    void chainMoved(ChainChange change);
}
