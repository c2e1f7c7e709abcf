package org.alys.bridge.pegin;

import java.util.Arrays;
import java.util.Optional;

/** Why a payment to the federation is listed and never minted. The federation holds the coins all the same. */
public enum UnmintableReason {
    /** No OP_RETURN output names an EVM address. */
    NO_RECIPIENT(1),
    /** More than one OP_RETURN output names an EVM address, be it the same one. */
    SEVERAL_RECIPIENTS(2),
    /** The address is zero: nobody has its key, and wallets write it when they know no better. */
    ZERO_RECIPIENT(3),
    /** Less than the network's minimum. */
    BELOW_MINIMUM(4),
    /** The transaction is too large for a proof; no node would have relayed it. */
    TRANSACTION_TOO_LARGE(5);

    private final int code;

    UnmintableReason(int code) {
        this.code = code;
    }

    /** The number in stored bytes; never given to another reason. */
    int code() {
        return code;
    }

    static Optional<UnmintableReason> ofCode(int code) {
        return Arrays.stream(values()).filter(reason -> reason.code == code).findFirst();
    }
}
