/** Tests of the pool: entry, order, limits, and a simple model of the whole. */
@NullMarked
package org.alys.evm.pool;

import org.jspecify.annotations.NullMarked;
