package org.alys.evm.payload;

import org.alys.primitives.EvmAddress;

/**
 * A balance increase by consensus (EIP-4895).
 *
 * @param index counts up by one for each withdrawal of the whole chain, unsigned
 * @param amountGwei in gwei (10^9 wei), unsigned
 */
public record Withdrawal(long index, long validatorIndex, EvmAddress address, long amountGwei) {}
