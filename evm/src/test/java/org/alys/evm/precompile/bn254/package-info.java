/** Tests of bn254. */
@NullMarked
package org.alys.evm.precompile.bn254;

import org.jspecify.annotations.NullMarked;
