package org.alys.bitcoin.regtest.server;

import org.alys.bitcoin.regtest.wallet.WalletAddress;
import org.alys.primitives.Bytes;

/** The descriptor of an address whose key is known. */
final class WalletDescriptor {
    private WalletDescriptor() {}

    static String of(WalletAddress address, Bytes publicKey) {
        String key = publicKey.toHex();
        return Descriptor.withChecksum(
                switch (address.type()) {
                    case LEGACY -> "pkh(" + key + ")";
                    case P2SH_SEGWIT -> "sh(wpkh(" + key + "))";
                    case BECH32 -> "wpkh(" + key + ")";
                    case BECH32M -> "tr(" + key.substring(2) + ")";
                });
    }
}
