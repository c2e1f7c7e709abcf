package org.alys.actor.supervisor;

import org.alys.actor.ActorPath;
import org.alys.actor.supervision.Classified;
import org.alys.actor.supervision.Failure;

/** A group failed more often than its limit allows; the failure becomes that of its supervisor. */
final class GroupFailedException extends RuntimeException implements Classified {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    GroupFailedException(ActorPath child, Failure reason) {
        super("the group of " + child + " failed too often: " + reason.describe());
        failure = new Failure.ChildEscalated(child.value(), reason);
    }

    @Override
    public Failure failure() {
        return failure;
    }
}
