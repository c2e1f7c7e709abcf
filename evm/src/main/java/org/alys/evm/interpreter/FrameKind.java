package org.alys.evm.interpreter;

/** How a frame came to be; named as in traces. */
public enum FrameKind {
    CALL,
    CALLCODE,
    DELEGATECALL,
    STATICCALL,
    CREATE,
    CREATE2,
    /** Not a frame that runs, but shown as one: the balance that moves. */
    SELFDESTRUCT;

    public boolean isCreation() {
        return this == CREATE || this == CREATE2;
    }
}
