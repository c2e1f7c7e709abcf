/** Tests of addresses and of the federation's taproot output, against known values, BIP 340's vectors and a real bitcoind. */
@NullMarked
package org.alys.bitcoin.taproot;

import org.jspecify.annotations.NullMarked;
