/** BLS12-381 signatures of federation members, proof-of-possession scheme, 48-byte public keys and 96-byte signatures. */
@NullMarked
package org.alys.chain.bls;

import org.jspecify.annotations.NullMarked;
