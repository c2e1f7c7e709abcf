package org.alys.chain.money;

import java.math.BigInteger;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Sats;
import org.alys.primitives.Wei;

/**
 * A burn that the bridge contract logged ({@code RequestPegOut}).
 *
 * @param transactionHash of the execution transaction
 * @param logIndex of the log in its block
 * @param bitcoinAddress as the sender wrote it, not checked
 * @param burned what the sender gave up
 */
public record PegOutRequest(
        Bytes32 transactionHash, long logIndex, EvmAddress sender, Bytes bitcoinAddress, Wei burned) {
    private static final BigInteger WEI_PER_SAT = new Sats(1).toWei().value();

    /** The part of the burn that is less than a satoshi and can never be paid. */
    public Wei dust() {
        return new Wei(burned.value().mod(WEI_PER_SAT));
    }
}
