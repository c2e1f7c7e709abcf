package org.alys.p2p.identity;

import org.alys.p2p.wire.WireException;

/** The kinds of keys that this host speaks, with their protobuf numbers (libp2p peer-ids). RSA and ECDSA identities are refused. */
public enum KeyType {
    ED25519(1, 32),
    SECP256K1(2, 33);

    private final int number;
    private final int publicLength;

    KeyType(int number, int publicLength) {
        this.number = number;
        this.publicLength = publicLength;
    }

    int number() {
        return number;
    }

    /** Bytes of a raw public key; compressed for secp256k1. */
    int publicLength() {
        return publicLength;
    }

    static KeyType of(long number) throws WireException {
        for (KeyType type : values()) {
            if (type.number == number) {
                return type;
            }
        }
        throw new WireException("key type " + number + " is not supported");
    }
}
