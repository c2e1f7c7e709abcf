/** Tests of transactions: encodings, signatures, senders. */
@NullMarked
package org.alys.evm.transaction;

import org.jspecify.annotations.NullMarked;
