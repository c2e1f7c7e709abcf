package org.alys.actor.supervisor;

/** A member was not restarted, because too few others have been healthy all the time it could wait. */
public final class ThresholdHeldException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ThresholdHeldException(String member, int healthy, int threshold) {
        super(member + " was not restarted: " + healthy + " members are healthy, " + threshold
                + " must be left without it");
    }
}
