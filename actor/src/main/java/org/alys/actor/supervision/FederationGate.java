package org.alys.actor.supervision;

import java.util.Set;

/**
 * Decides whether a member of a federation may be taken down for a restart that could wait, so that those left can still
 * reach the threshold. A member that has crashed is down already and is started at once; this is for restarts by choice.
 *
 * @param threshold members that must stay healthy, 1 or more
 * @param allowDegraded whether an unhealthy member may be restarted even while the threshold is not reached, since that
 *     takes nothing away
 */
public record FederationGate(int threshold, boolean allowDegraded) {

    /** Whether to restart. */
    public enum Permission {
        GRANTED,
        /** Ask again when more members are healthy. */
        WAIT
    }

    public FederationGate {
        if (threshold < 1) {
            throw new IllegalArgumentException("threshold below 1: " + threshold);
        }
    }

    /**
     * Refuses a threshold that its members cannot reach.
     *
     * @throws IllegalArgumentException if there are fewer members than the threshold
     */
    public void requireReachable(int members) {
        if (members < threshold) {
            throw new IllegalArgumentException("a threshold of " + threshold + " among " + members + " members");
        }
    }

    /**
     * Decides on one member. Pure.
     *
     * @param member who is to be restarted
     * @param healthy members that are healthy and not being restarted
     */
    public Permission mayRestart(String member, Set<String> healthy) {
        boolean takesAway = healthy.contains(member);
        int left = healthy.size() - (takesAway ? 1 : 0);
        return left >= threshold || (!takesAway && allowDegraded) ? Permission.GRANTED : Permission.WAIT;
    }
}
