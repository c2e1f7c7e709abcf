/**
 * ECDSA over secp256k1 as Ethereum uses it, by the native library: the rest of this module need not know which. Nothing here
 * knows transactions or precompiled contracts.
 */
@NullMarked
package org.alys.evm.crypto;

import org.jspecify.annotations.NullMarked;
