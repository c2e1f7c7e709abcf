package org.alys.bitcoin.regtest.server;

/** Error codes of Bitcoin Core ({@code protocol.h}). */
enum RpcError {
    MISC(-1),
    TYPE(-3),
    WALLET(-4),
    INVALID_ADDRESS_OR_KEY(-5),
    INSUFFICIENT_FUNDS(-6),
    INVALID_PARAMETER(-8),
    WALLET_NOT_FOUND(-18),
    WALLET_NOT_SPECIFIED(-19),
    DATABASE(-20),
    UNDECODABLE(-22),
    VERIFY(-25),
    VERIFY_REJECTED(-26),
    ALREADY_IN_UTXO_SET(-27),
    WALLET_ALREADY_LOADED(-35),
    WALLET_ALREADY_EXISTS(-36),
    INVALID_REQUEST(-32600),
    METHOD_NOT_FOUND(-32601),
    INTERNAL(-32603),
    PARSE(-32700);

    private final int code;

    RpcError(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    RpcException with(String message) {
        return new RpcException(this, message);
    }
}
