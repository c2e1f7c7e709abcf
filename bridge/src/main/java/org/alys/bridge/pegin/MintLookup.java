package org.alys.bridge.pegin;

import java.util.Optional;
import org.alys.bitcoin.tx.OutPoint;

/** Answers from the stored {@link BookEffect.MintRecorded} effects, which are kept for ever. */
@FunctionalInterface
public interface MintLookup {
    /** The mint of an outpoint on the chain that the caller has in mind, or empty when it was not minted there. */
    Optional<Mint> find(OutPoint outPoint);
}
