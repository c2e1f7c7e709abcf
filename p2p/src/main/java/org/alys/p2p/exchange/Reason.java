package org.alys.p2p.exchange;

/** Why a request is not answered, with the codes of Ethereum's consensus layer. */
public enum Reason {
    INVALID_REQUEST(1),
    SERVER_ERROR(2),
    UNAVAILABLE(3),
    RATE_LIMITED(139);

    private final int code;

    Reason(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    /** A code that is not known counts as the server's error. */
    static Reason of(int code) {
        for (Reason reason : values()) {
            if (reason.code == code) {
                return reason;
            }
        }
        return SERVER_ERROR;
    }
}
