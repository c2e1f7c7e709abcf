package org.alys.bitcoin.regtest.wallet;

import java.util.Arrays;
import java.util.Optional;

/** The kinds of address that a wallet gives out, in Bitcoin Core's words. */
public enum AddressType {
    LEGACY("legacy", 44, 592),
    P2SH_SEGWIT("p2sh-segwit", 49, 364),
    BECH32("bech32", 84, 272),
    BECH32M("bech32m", 86, 230);

    private final String coreName;
    private final int purpose;
    private final int inputWeight;

    AddressType(String coreName, int purpose, int inputWeight) {
        this.coreName = coreName;
        this.purpose = purpose;
        this.inputWeight = inputWeight;
    }

    public static Optional<AddressType> named(String name) {
        return Arrays.stream(values())
                .filter(type -> type.coreName.equals(name))
                .findFirst();
    }

    public String coreName() {
        return coreName;
    }

    /** The first step of the key's path (BIP 43). */
    int purpose() {
        return purpose;
    }

    /** The largest weight of a signed input that spends such an output, its witness included. */
    int inputWeight() {
        return inputWeight;
    }
}
