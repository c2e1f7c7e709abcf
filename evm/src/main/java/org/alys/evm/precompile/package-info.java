/**
 * The precompiled contracts of the EVM, 0x01 to 0x11, as functions from input to output: they know nothing of state, calls or
 * the interpreter. {@link org.alys.evm.precompile.Precompiles} names those of a fork; what computes is in this package and in
 * the packages below it. Everything here is safe for use by many threads.
 */
@NullMarked
package org.alys.evm.precompile;

import org.jspecify.annotations.NullMarked;
