package org.alys.bitcoin.regtest.chain;

import org.alys.bitcoin.regtest.consensus.Rejection;

/** What became of a block that was handed in. */
public sealed interface BlockOutcome {
    /** It is in the active chain now. */
    record Connected(BlockEntry entry) implements BlockOutcome {}

    /** It is kept on a side branch, or until the blocks before it are there; not all of it was checked. */
    record Stored(BlockEntry entry) implements BlockOutcome {}

    /** It was there already. */
    record Known(BlockEntry entry) implements BlockOutcome {}

    record Refused(Rejection rejection) implements BlockOutcome {}
}
