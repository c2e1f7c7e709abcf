package org.alys.evm.transaction;

import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;

/**
 * A transaction whose signature was checked, with what follows from it.
 *
 * @param hash Keccak-256 of {@code encoded}
 * @param sender recovered from the signature
 * @param encoded its EIP-2718 encoding, as in a block
 */
public record SignedTransaction(Transaction transaction, Bytes32 hash, EvmAddress sender, Bytes encoded) {}
