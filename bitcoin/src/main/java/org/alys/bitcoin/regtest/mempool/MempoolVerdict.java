package org.alys.bitcoin.regtest.mempool;

import java.util.List;
import org.alys.bitcoin.regtest.consensus.Rejection;

/** Whether the mempool takes a transaction. */
public sealed interface MempoolVerdict {
    /**
     * It does.
     *
     * @param replaced what left the mempool for it
     */
    record Accepted(MempoolEntry entry, List<MempoolEntry> replaced) implements MempoolVerdict {
        public Accepted {
            replaced = List.copyOf(replaced);
        }
    }

    /** It does not. */
    record Refused(Rejection rejection) implements MempoolVerdict {}

    /** Something that it spends is not there. */
    record MissingInputs() implements MempoolVerdict {}
}
