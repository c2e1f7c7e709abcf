/** Tests of the embedded node's JSON-RPC. */
@NullMarked
package org.alys.bitcoin.regtest.server;

import org.jspecify.annotations.NullMarked;
