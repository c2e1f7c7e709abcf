package org.alys.bridge;

import java.util.Arrays;
import java.util.Optional;

/** How far the bridge is with a peg-out request. */
public enum PegOutState {
    /** Made by a federation-final block, and taken up; nothing is promised on Bitcoin yet. */
    REQUESTED(1);

    private final int code;

    PegOutState(int code) {
        this.code = code;
    }

    /** In databases: never reused. */
    public int code() {
        return code;
    }

    /** The state with this code. */
    public static Optional<PegOutState> ofCode(int code) {
        return Arrays.stream(values()).filter(state -> state.code == code).findFirst();
    }
}
