/**
 * The curve alt_bn128 (bn254) and its pairing, of EIP-196 and EIP-197. Use {@link org.alys.evm.precompile.bn254.Bn254}; the rest
 * is arithmetic on numbers that lie side by side in one array of 64-bit limbs, named by their offset in it: nothing is
 * allocated between input and output. Not constant in time: nothing secret gets here.
 */
@NullMarked
package org.alys.evm.precompile.bn254;

import org.jspecify.annotations.NullMarked;
