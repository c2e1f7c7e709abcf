/**
 * The EVM room: what an execution layer and its users exchange, knowing nothing of this chain.
 */
@NullMarked
package org.alys.evm;

import org.jspecify.annotations.NullMarked;
