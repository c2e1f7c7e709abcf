package org.alys.actor;

/** What an actor runs on. In both modes it handles one message at a time, and its state needs no locks. */
public enum ExecutionMode {
    /** A virtual thread for as long as there is something to do. Handlers may block. */
    DIRECT,
    /**
     * A task on the pool of the system. Handlers must not block: an ask or any other wait of the runtime throws there, and
     * other waits hold up a thread of the pool. The actors it sends to begin when its handler returns, at the latest, so a
     * handler should be short.
     */
    COMPUTE
}
