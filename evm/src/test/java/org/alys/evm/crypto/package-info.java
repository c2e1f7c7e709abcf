/** Tests of ECDSA over secp256k1. */
@NullMarked
package org.alys.evm.crypto;

import org.jspecify.annotations.NullMarked;
