package org.alys.bridge.pegin;

import java.util.Optional;
import org.alys.bitcoin.tx.BlockHash;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Sats;

/**
 * An output that pays the federation and cannot be minted.
 *
 * @param recipient the address it names, if it names one
 */
public record UnmintablePayment(
        OutPoint outPoint,
        Sats amount,
        Optional<EvmAddress> recipient,
        BlockHash block,
        BitcoinPosition position,
        UnmintableReason reason) {}
