/**
 * The virtual machine: runs code (yellow paper and its amendments up to Prague) on a {@link
 * org.alys.evm.execution.world.JournaledState}, and tells a {@link org.alys.evm.interpreter.Tracer} what happens. Callers
 * outside the room use {@link org.alys.evm.interpreter.Tracer} and its terms; transactions are run by package {@code
 * execution}.
 */
@NullMarked
package org.alys.evm.interpreter;

import org.jspecify.annotations.NullMarked;
