/** Tests of merged-mining proofs. */
@NullMarked
package org.alys.bitcoin.auxpow;

import org.jspecify.annotations.NullMarked;
