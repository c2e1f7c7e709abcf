package org.alys.evm.transaction;

import org.alys.primitives.EvmAddress;
import org.alys.primitives.UInt256;

/**
 * The wish of an account to run the code of {@code delegate} (EIP-7702).
 *
 * @param chainId 0 for every chain
 * @param nonce unsigned
 */
public record Authorization(UInt256 chainId, EvmAddress delegate, long nonce, Signature signature) {}
