package org.alys.bridge;

import java.util.Optional;
import org.alys.primitives.EvmAddress;

/** Whether a deposit can ever be minted, by its transaction alone. */
public sealed interface Eligibility {
    /** For this account, once it is deep enough. */
    record Mintable(EvmAddress recipient) implements Eligibility {}

    /** Below the minimum: listed, never minted. */
    record TooSmall(EvmAddress recipient) implements Eligibility {}

    /** Nobody can be credited: listed, never minted. Change of the federation's own payments looks like this too. */
    record Refused(Reason reason) implements Eligibility {}

    /** Why nobody can be credited. */
    enum Reason {
        /** No OP_RETURN output names an EVM address. */
        NO_ADDRESS(2),
        /** OP_RETURN outputs name different EVM addresses. */
        SEVERAL_ADDRESSES(3),
        /** The zero address, which nobody owns. */
        ZERO_ADDRESS(4),
        /** Without witness larger than {@link DepositParser#MAX_TRANSACTION_BYTES}: no block can carry its proof. */
        TRANSACTION_TOO_LARGE(5);

        private final int code;

        Reason(int code) {
            this.code = code;
        }

        /** In stored books: never reused. */
        int code() {
            return code;
        }
    }

    /** Whom the depositor named, if anybody. */
    default Optional<EvmAddress> credited() {
        return switch (this) {
            case Mintable(EvmAddress recipient) -> Optional.of(recipient);
            case TooSmall(EvmAddress recipient) -> Optional.of(recipient);
            case Refused _ -> Optional.empty();
        };
    }
}
