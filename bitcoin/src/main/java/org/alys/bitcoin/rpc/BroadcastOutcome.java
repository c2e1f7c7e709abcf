package org.alys.bitcoin.rpc;

import org.alys.bitcoin.tx.Txid;

/** What the node did with a transaction that we sent it. */
public sealed interface BroadcastOutcome {
    /** It is in the mempool, now or already before. */
    record InMempool(Txid txid) implements BroadcastOutcome {}

    /** It is in a block already (RPC error -27). */
    record AlreadyConfirmed(String message) implements BroadcastOutcome {}

    /** An input is spent or was never there (RPC error -25). */
    record InputsUnavailable(String message) implements BroadcastOutcome {}

    /** Policy or consensus rules refuse it (RPC errors -26 and -22): a fee too low, a bad signature, a conflict. */
    record Rejected(String message) implements BroadcastOutcome {}
}
