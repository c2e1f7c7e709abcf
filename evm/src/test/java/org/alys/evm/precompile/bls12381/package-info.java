/** Tests of BLS12-381. */
@NullMarked
package org.alys.evm.precompile.bls12381;

import org.jspecify.annotations.NullMarked;
