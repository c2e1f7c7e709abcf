package org.alys.actor;

/** What the guardian of the system does when a top-level actor fails for good. A fatal failure always stops the system. */
public enum RootPolicy {
    /** Stops all actors in order. The failure is the system's own, as with a supervisor of Erlang/OTP. */
    STOP_SYSTEM,
    /** The system goes on without that actor. */
    STOP_ACTOR
}
