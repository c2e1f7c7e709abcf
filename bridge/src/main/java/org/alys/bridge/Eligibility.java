package org.alys.bridge;

import java.util.Arrays;
import java.util.Optional;
import org.alys.primitives.EvmAddress;

/** Whether an output that pays the federation can be minted, and for whom. */
public sealed interface Eligibility {
    /** To be minted for {@code recipient} when it is deep enough. */
    record Mintable(EvmAddress recipient) implements Eligibility {}

    /** Below the minimum: listed, never minted. */
    record TooSmall(EvmAddress recipient) implements Eligibility {}

    /** Nobody can tell whom it is for: listed, never minted. */
    record Unaddressed(AddressProblem problem) implements Eligibility {}

    /** Why a transaction names no recipient. */
    enum AddressProblem {
        /** No OP_RETURN holds an EVM address. */
        NONE(0),
        /** Several OP_RETURNs hold different addresses. */
        SEVERAL(1),
        /** The zero address, from which nobody could ever spend. */
        ZERO(2);

        private final int code;

        AddressProblem(int code) {
            this.code = code;
        }

        /** What stands for it in the database. */
        int code() {
            return code;
        }

        static Optional<AddressProblem> ofCode(int code) {
            return Arrays.stream(values())
                    .filter(problem -> problem.code == code)
                    .findFirst();
        }
    }
}
