package org.alys.bitcoin.rpc;

import org.alys.bitcoin.tx.BitcoinNetwork;
import org.alys.bitcoin.tx.BlockHash;

/**
 * Where the Bitcoin node stands.
 *
 * @param chain its network in Bitcoin Core's words
 * @param height of the best block
 * @param headers height of the best header known, at least {@code height}
 * @param initialBlockDownload whether it is still catching up and must not be relied on for confirmations
 */
public record BlockchainState(
        String chain, int height, int headers, BlockHash bestBlock, boolean initialBlockDownload) {
    public boolean isOn(BitcoinNetwork network) {
        return chain.equals(network.coreName());
    }
}
