package org.alys.actor.diagnosis;

import java.util.Arrays;
import java.util.List;
import org.alys.actor.supervision.Severity;

/** Who deals with a failure, the nearest first. */
public enum EscalationLevel {
    /** The actor itself, by starting again. */
    ACTOR,
    /** Its supervisor. */
    SUPERVISOR,
    /** The root of the tree, which may stop the system. */
    SYSTEM,
    /** The people who run the node. */
    OPERATIONS,
    /** Everybody who can be reached. */
    EMERGENCY;

    /** The levels that a failure may climb, in order; each takes it on if the one before cannot mend it. */
    public static List<EscalationLevel> path(Severity severity) {
        EscalationLevel last = switch (severity) {
            case MINOR -> ACTOR;
            case MODERATE -> SUPERVISOR;
            case MAJOR -> SYSTEM;
            case CRITICAL -> OPERATIONS;
            case FATAL -> EMERGENCY;
        };
        return Arrays.stream(values())
                .filter(level -> level.compareTo(last) <= 0)
                .toList();
    }
}
