package org.alys.evm.rpc;

import java.util.Optional;
import org.alys.evm.transaction.SignedTransaction;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;

/** What the methods that read the chain need to know of the pool. */
interface PendingTransactions {
    Optional<SignedTransaction> find(Bytes32 hash);

    /** The nonce after all of the account's transactions that can run, {@code mined} when the pool holds none. */
    long nextNonce(EvmAddress account, long mined);
}
