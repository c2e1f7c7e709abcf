/** Blocks of the execution layer: header, body, receipts, logs and their roots. Pure. */
@NullMarked
package org.alys.evm.block;

import org.jspecify.annotations.NullMarked;
