package org.alys.bitcoin.regtest.server;

/** Carries an error answer from inside a method up to the server, which writes it. */
final class RpcException extends Exception {
    private static final long serialVersionUID = 1L;

    private final RpcError error;

    RpcException(RpcError error, String message) {
        super(message, null, false, false);
        this.error = error;
    }

    RpcError error() {
        return error;
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
