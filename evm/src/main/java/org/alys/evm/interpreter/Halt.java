package org.alys.evm.interpreter;

import java.util.List;

/** Failures as negative numbers where otherwise the gas left stands: no exception, no object. */
final class Halt {
    private static final List<HaltReason> REASONS = List.of(HaltReason.values());

    static final long OUT_OF_GAS = of(HaltReason.OUT_OF_GAS);
    static final long STACK_UNDERFLOW = of(HaltReason.STACK_UNDERFLOW);
    static final long STACK_OVERFLOW = of(HaltReason.STACK_OVERFLOW);
    static final long INVALID_OPCODE = of(HaltReason.INVALID_OPCODE);
    static final long INVALID_JUMP = of(HaltReason.INVALID_JUMP);
    static final long WRITE_PROTECTION = of(HaltReason.WRITE_PROTECTION);
    static final long RETURN_DATA_OUT_OF_BOUNDS = of(HaltReason.RETURN_DATA_OUT_OF_BOUNDS);
    static final long INIT_CODE_TOO_LARGE = of(HaltReason.INIT_CODE_TOO_LARGE);

    private Halt() {}

    static long of(HaltReason reason) {
        return -1L - REASONS.indexOf(reason);
    }

    static HaltReason reason(long halt) {
        return REASONS.get((int) (-1 - halt));
    }
}
