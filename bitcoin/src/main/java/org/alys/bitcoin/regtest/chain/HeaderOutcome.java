package org.alys.bitcoin.regtest.chain;

import org.alys.bitcoin.regtest.consensus.Rejection;

/** What became of a header. */
public sealed interface HeaderOutcome {
    /** It is in the tree, now or already before. */
    record Known(BlockEntry entry) implements HeaderOutcome {}

    record Refused(Rejection rejection) implements HeaderOutcome {}
}
