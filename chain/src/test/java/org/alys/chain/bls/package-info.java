/** Tests of the BLS signatures. */
@NullMarked
package org.alys.chain.bls;

import org.jspecify.annotations.NullMarked;
