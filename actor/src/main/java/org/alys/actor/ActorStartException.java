package org.alys.actor;

/** A top-level actor did not come up. The system has been stopped again. */
public final class ActorStartException extends RuntimeException {
    private final transient ActorPath actor;

    ActorStartException(ActorPath actor, String what) {
        super(actor + " " + what);
        this.actor = actor;
    }

    /** The actor that did not come up. */
    public ActorPath actor() {
        return actor;
    }
}
