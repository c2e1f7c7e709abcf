package org.alys.actor.shutdown;

/** Ends the orderly way of a shutdown; the coordinator alone catches it. */
final class ForcedException extends Exception {
    private static final long serialVersionUID = 1L;
    private final ShutdownReport.Force reason;

    ForcedException(ShutdownReport.Force reason) {
        super(reason.name());
        this.reason = reason;
    }

    ShutdownReport.Force reason() {
        return reason;
    }
}
