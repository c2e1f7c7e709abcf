package org.alys.bitcoin.tx;

/** The Bitcoin networks that a sidechain can stand on. */
public enum BitcoinNetwork {
    REGTEST("bcrt", "regtest", 18443),
    SIGNET("tb", "signet", 38332),
    TESTNET4("tb", "testnet4", 48332),
    MAINNET("bc", "main", 8332);

    private final String bech32Prefix;
    private final String coreName;
    private final int defaultRpcPort;

    BitcoinNetwork(String bech32Prefix, String coreName, int defaultRpcPort) {
        this.bech32Prefix = bech32Prefix;
        this.coreName = coreName;
        this.defaultRpcPort = defaultRpcPort;
    }

    /** The human-readable part of segwit addresses (BIP 173). */
    public String bech32Prefix() {
        return bech32Prefix;
    }

    /** What Bitcoin Core answers as {@code chain} in {@code getblockchaininfo}. */
    public String coreName() {
        return coreName;
    }

    /** The port on which Bitcoin Core serves JSON-RPC unless told otherwise. */
    public int defaultRpcPort() {
        return defaultRpcPort;
    }
}
