package org.alys.node.http;

import java.util.List;
import org.alys.actor.health.HealthState;

/**
 * The node's state for operators and orchestrators.
 *
 * @param alive false only when a restart of the process is the remedy
 * @param consensus one word or two: {@code ready}, {@code syncing}, {@code halted: no AuxPoW}
 * @param notReady why the node should get no traffic, one sentence each; empty when it is ready
 * @param actors the parts inside the process
 */
public record Health(
        Status status,
        boolean alive,
        String consensus,
        List<Component> components,
        List<String> notReady,
        Actors actors) {
    public Health {
        components = List.copyOf(components);
        notReady = List.copyOf(notReady);
    }

    public boolean ready() {
        return alive && notReady.isEmpty();
    }

    /** From best to worst. */
    public enum Status {
        HEALTHY,
        DEGRADED,
        UNHEALTHY
    }

    /**
     * All actors, by name.
     *
     * @param score 0 to 100
     */
    public record Actors(int score, List<Actor> list) {
        public Actors {
            list = List.copyOf(list);
        }
    }

    /**
     * One actor.
     *
     * @param restarts how often it was started again
     * @param lost whether it is stuck for good: only a restart of the process helps
     */
    public record Actor(String name, HealthState state, int restarts, boolean lost) {
        /** Whether it missed no ping. */
        public boolean isWell() {
            return state == HealthState.HEALTHY || state == HealthState.UNKNOWN;
        }
    }

    /**
     * One part of the node.
     *
     * @param detail what is wrong and what to do, with its stable code where it has one; may be empty
     */
    public record Component(String name, Status status, String detail) {}
}
