package org.alys.bitcoin.auxpow;

import org.alys.bitcoin.tx.BlockHash;

/** What {@link AuxPowVerifier} says of a proof. */
public sealed interface AuxPowVerdict {
    /** The proof holds. */
    record Accepted(BlockHash parentHash, MergedMiningTag tag, TagPlace place) implements AuxPowVerdict {}

    /** The proof does not hold, for the first reason that was found. */
    record Rejected(AuxPowRejection reason) implements AuxPowVerdict {}

    default boolean isAccepted() {
        return this instanceof Accepted;
    }
}
