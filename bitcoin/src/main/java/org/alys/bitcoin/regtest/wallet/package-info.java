/**
 * The wallets of the embedded node: keys from one seed each, the transactions that concern them, choosing coins, and
 * signing. For coins without value only: seeds lie in the data directory in the clear. Not safe for use by several
 * threads: the node calls everything here under one lock.
 */
@NullMarked
package org.alys.bitcoin.regtest.wallet;

import org.jspecify.annotations.NullMarked;
