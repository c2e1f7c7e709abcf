package org.alys.evm.interpreter;

/** Memory that machines use one after the other: stack, memory and scratch space of one run. */
public final class Workspace {
    private static final int KEPT = 1 << 16;
    /** Limbs of the stack of one frame, at most. */
    static final int FRAME_LIMBS = 1024 * Words.LIMBS;

    final Memory memory = new Memory();
    final Division division = new Division();
    final Keccak keccak = new Keccak();
    long[] stack = new long[4 * FRAME_LIMBS];

    void reset() {
        memory.reset();
        if (stack.length > KEPT) {
            stack = new long[4 * FRAME_LIMBS];
        }
    }
}
