package org.alys.bridge.pegin;

import java.util.Optional;
import org.alys.bitcoin.tx.BlockHash;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Sats;

/**
 * A payment to the federation as people see it.
 *
 * @param block that holds it; of a lost one, that held it
 * @param recipient the address it names, if it names one
 */
public record PegInListing(
        OutPoint outPoint,
        Sats amount,
        Optional<EvmAddress> recipient,
        BlockHash block,
        BitcoinPosition position,
        PegInState state) {}
