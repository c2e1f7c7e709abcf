/**
 * Transactions that wait for a block, and the policy by which they are let in: standardness, fees, limits on chains of
 * unconfirmed transactions, replacement by fee. No two of them spend the same coin, and every one could be in the next
 * block after its parents. Not safe for use by several threads: the node calls everything here under one lock.
 */
@NullMarked
package org.alys.bitcoin.regtest.mempool;

import org.jspecify.annotations.NullMarked;
