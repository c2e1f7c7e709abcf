/**
 * Transactions, read-only calls and the system's own calls, run on a {@link
 * org.alys.evm.execution.world.JournaledState}. Pure: what is read comes from the state and the block's environment.
 */
@NullMarked
package org.alys.evm.execution;

import org.jspecify.annotations.NullMarked;
