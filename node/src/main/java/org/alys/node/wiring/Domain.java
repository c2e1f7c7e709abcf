package org.alys.node.wiring;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.alys.actor.supervision.BlockAlignment;
import org.alys.actor.supervision.DomainPolicies;
import org.alys.actor.supervision.RestartStrategy;
import org.alys.actor.supervision.SupervisionPolicy;
import org.alys.actor.supervisor.GroupStrategy;

/**
 * The domains of a node, each after those it relies on. A domain's actors have one supervisor. Which of them are started
 * again together is the domain's group strategy; how important one is, is an attribute of the actor.
 */
public enum Domain {
    /** The database. Its actors hold no state of their own. */
    STORAGE,
    /** Bitcoin and the pegs. */
    BRIDGE,
    /** Other nodes. */
    NETWORK,
    /** Blocks, votes and their execution. */
    CHAIN;

    /**
     * Who starts again with an actor that failed. In the network those started after it work with its connections and begin anew
     * with it; elsewhere an actor asks again whom it could not reach, and keeps what it knows.
     */
    GroupStrategy strategy() {
        return switch (this) {
            case STORAGE, BRIDGE, CHAIN -> GroupStrategy.ONE_FOR_ONE;
            case NETWORK -> GroupStrategy.REST_FOR_ONE;
        };
    }

    /** How many failures of all its actors together are borne. Beyond it the node stops. */
    SupervisionPolicy limit() {
        return switch (this) {
            case STORAGE, CHAIN -> failures(20, Duration.ofMinutes(5));
            case BRIDGE -> failures(30, Duration.ofMinutes(15));
            case NETWORK -> failures(40, Duration.ofMinutes(10));
        };
    }

    private static SupervisionPolicy failures(int most, Duration window) {
        return new SupervisionPolicy(new RestartStrategy.Immediate(), most, window);
    }

    /** Whether consensus waits for its actors, so that their restarts never wait for anything. */
    boolean isUrgent() {
        return switch (this) {
            case STORAGE, CHAIN -> true;
            case BRIDGE, NETWORK -> false;
        };
    }

    /** Whose supervisors start before its own and stop after it. */
    List<Domain> reliesOn() {
        return switch (this) {
            case STORAGE -> List.of();
            case BRIDGE, NETWORK -> List.of(STORAGE);
            case CHAIN -> List.of(STORAGE, BRIDGE, NETWORK);
        };
    }

    /** The name of its supervisor. */
    String supervisor() {
        return name().toLowerCase(Locale.ROOT) + "-domain";
    }

    /** How its actors restart unless they say otherwise. What consensus waits for is not aligned to slots. */
    SupervisionPolicy policy(BlockAlignment slots) {
        return switch (this) {
            case STORAGE -> DomainPolicies.storage();
            case BRIDGE -> DomainPolicies.bridge(slots);
            case NETWORK -> DomainPolicies.network(slots);
            case CHAIN -> DomainPolicies.chain();
        };
    }
}
