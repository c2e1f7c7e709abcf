package org.alys.node.http;

import java.util.Optional;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Sats;

/**
 * A deposit on Bitcoin and how far it is.
 *
 * @param txId and {@code bitcoinBlockHash} in hash-output byte order
 * @param mintedAtHeight the sidechain block that minted it
 */
public record PegInView(
        Bytes32 txId,
        int outputIndex,
        Bytes32 bitcoinBlockHash,
        int bitcoinHeight,
        EvmAddress recipient,
        Sats amount,
        Status status,
        Optional<Long> mintedAtHeight) {
    /** Where a deposit stands. */
    public enum Status {
        /** Not deep enough in Bitcoin yet. */
        WAITING,
        /** Deep enough; waits for a block to mint it. */
        CONFIRMED,
        MINTED,
        /** Below the minimum: listed, never minted. */
        TOO_SMALL,
        /** Names no recipient, or several: listed, never minted. */
        UNADDRESSED
    }
}
