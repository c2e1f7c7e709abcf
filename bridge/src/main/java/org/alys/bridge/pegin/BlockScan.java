package org.alys.bridge.pegin;

import java.util.List;
import org.alys.bitcoin.tx.BlockHash;

/**
 * What a Bitcoin block means to the federation. A coin that is created and spent in the block is in both lists.
 *
 * @param previous the parent block
 * @param deposits in Bitcoin's order
 * @param unmintable in Bitcoin's order
 */
public record BlockScan(
        int height,
        BlockHash hash,
        BlockHash previous,
        List<Deposit> deposits,
        List<UnmintablePayment> unmintable,
        List<FederationCoin> created,
        List<FederationCoin> spent) {
    public BlockScan {
        deposits = List.copyOf(deposits);
        unmintable = List.copyOf(unmintable);
        created = List.copyOf(created);
        spent = List.copyOf(spent);
    }
}
