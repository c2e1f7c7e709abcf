/** Tests of merged mining from the miner's side. */
@NullMarked
package org.alys.bitcoin.mining;

import org.jspecify.annotations.NullMarked;
