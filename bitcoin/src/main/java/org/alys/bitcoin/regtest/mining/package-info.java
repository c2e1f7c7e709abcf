/**
 * Blocks of the embedded node: which transactions of the mempool go into the next one, and how it is put together and
 * solved. On the regression-test network every second hash is good enough, so solving takes no time.
 */
@NullMarked
package org.alys.bitcoin.regtest.mining;

import org.jspecify.annotations.NullMarked;
