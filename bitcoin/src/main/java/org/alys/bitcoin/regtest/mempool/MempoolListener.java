package org.alys.bitcoin.regtest.mempool;

/** Is told what comes into the mempool and what leaves it, whatever the reason. */
public interface MempoolListener {
    void entered(MempoolEntry entry);

    void left(MempoolEntry entry);
}
