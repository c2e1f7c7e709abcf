/**
 * The curve BLS12-381 as the contracts of EIP-2537 and EIP-4844 use it: from input to output. Group operations and pairings are
 * the native library's; what it does not offer, the map of field elements to points, is computed here, on numbers that lie side
 * by side in one array of limbs. Nothing secret gets here.
 */
@NullMarked
package org.alys.evm.precompile.bls12381;

import org.jspecify.annotations.NullMarked;
