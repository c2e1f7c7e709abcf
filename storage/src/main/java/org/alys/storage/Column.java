package org.alys.storage;

import java.util.Locale;

/**
 * The column families of the chain database. A new one needs a new schema version ({@link Schema}): an older release would
 * otherwise open a database it does not understand.
 */
public enum Column {
    /** Schema version, genesis root, head, final block, named values. */
    META,
    /** Block root to certified block. */
    BLOCKS,
    /** Block root to the state after the block. */
    STATES,
    /** Height, 8 bytes big-endian, to the root of the final block there. */
    HEIGHTS,
    /** Slot, 8 bytes big-endian, and root of each block that is not final; no value. */
    TAIL,
    /** Last slot, kind and first slot to a finalize or skip certificate. */
    CERTIFICATES,
    /** Outpoint of a minted deposit to the height that minted it. */
    MINTED,
    /** Range end root to a merged-mining proof that no block carries yet. */
    AUXPOW,
    /** Name to a checkpoint of sync or of an actor. */
    CHECKPOINTS,
    /** Height, 8 bytes big-endian, and outpoint of each minted deposit; no value. */
    MINTED_AT,
    /** {@link PegOutKey} to the request, as the chain found it. */
    PEG_OUTS;

    String familyName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
