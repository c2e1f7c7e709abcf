/** Arithmetic that the fields of several curves have in common. Pure. */
@NullMarked
package org.alys.evm.precompile.field;

import org.jspecify.annotations.NullMarked;
