/**
 * The state while a block is executed: accounts, storage, code and logs that can be taken back to a checkpoint, over an
 * unchanging {@link org.alys.evm.state.StateView}. One thread at a time. Callers outside the room need {@link
 * org.alys.evm.execution.world.JournaledState} and {@link org.alys.evm.execution.world.CodeCache} alone; the rest is public
 * for the interpreter, which works on limbs and entries to create no objects.
 */
@NullMarked
package org.alys.evm.execution.world;

import org.jspecify.annotations.NullMarked;
