/** Signed transactions: their types (EIP-2718), encodings, hashes and senders. Pure. */
@NullMarked
package org.alys.evm.transaction;

import org.jspecify.annotations.NullMarked;
