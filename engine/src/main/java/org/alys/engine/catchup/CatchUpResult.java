package org.alys.engine.catchup;

import org.alys.primitives.Bytes32;

/** How far the execution client could be brought. */
public sealed interface CatchUpResult {

    /** It has the fork choice. */
    record AtHead(int blocksSent) implements CatchUpResult {}

    /** It needs more time: run again. */
    record StillSyncing(int blocksSent, Bytes32 waitingFor) implements CatchUpResult {}

    /** It calls a block of ours invalid. Never expected of a block that was certified: operator's attention is needed. */
    record Rejected(Bytes32 blockHash, String error) implements CatchUpResult {}

    /** Neither the client nor the source has this ancestor. */
    record Missing(Bytes32 blockHash) implements CatchUpResult {}
}
