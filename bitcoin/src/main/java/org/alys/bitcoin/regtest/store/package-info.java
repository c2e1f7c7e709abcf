/**
 * Append-only files of checksummed records: how the embedded node keeps blocks, mempool and wallets. A record that was cut
 * off by a crash is dropped when the file is opened; damage anywhere else is an error. A record survives the end of the
 * process as soon as {@code append} returns, and the end of the machine after {@code force}.
 */
@NullMarked
package org.alys.bitcoin.regtest.store;

import org.jspecify.annotations.NullMarked;
