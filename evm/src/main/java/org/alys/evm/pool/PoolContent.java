package org.alys.evm.pool;

import java.util.List;
import java.util.Map;
import org.alys.evm.transaction.SignedTransaction;
import org.alys.primitives.EvmAddress;

/**
 * All that waits, as of one moment: senders in order of their addresses, transactions in order of their nonces.
 *
 * @param pending can run in the next block, each after those before it
 * @param queued cannot: a nonce or money is missing
 */
public record PoolContent(
        Map<EvmAddress, List<SignedTransaction>> pending, Map<EvmAddress, List<SignedTransaction>> queued) {}
