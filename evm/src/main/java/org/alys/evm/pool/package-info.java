/**
 * Transactions that wait for a block: what may enter, what can run now, what has to go, and in which order a block takes them.
 * Knows the chain only as {@link org.alys.evm.chain.ChainReader}. Everything is bounded, time comes from the clock given.
 */
@NullMarked
package org.alys.evm.pool;

import org.jspecify.annotations.NullMarked;
