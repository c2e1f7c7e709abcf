package org.alys.bitcoin.regtest.wallet;

import org.alys.primitives.Bytes;

/**
 * An address that a wallet has given out.
 *
 * @param change whether it is for change and was shown to nobody
 * @param path of its key from the seed (BIP 32)
 */
public record WalletAddress(AddressType type, boolean change, int index, String label, Bytes script, String path) {}
