/** Execution payloads as the Engine API defines them, one record for all supported forks. */
@NullMarked
package org.alys.evm.payload;

import org.jspecify.annotations.NullMarked;
