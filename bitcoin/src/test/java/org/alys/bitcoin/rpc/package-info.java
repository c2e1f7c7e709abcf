/** Tests of the RPC client, against a scripted server and against a real bitcoind on a private regression-test chain. */
@NullMarked
package org.alys.bitcoin.rpc;

import org.jspecify.annotations.NullMarked;
