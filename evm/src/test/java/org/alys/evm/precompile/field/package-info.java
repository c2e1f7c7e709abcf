/** Tests of the arithmetic of fields. */
@NullMarked
package org.alys.evm.precompile.field;

import org.jspecify.annotations.NullMarked;
