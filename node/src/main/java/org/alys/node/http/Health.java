package org.alys.node.http;

import java.util.List;

/**
 * The node's state for operators and orchestrators.
 *
 * @param alive false only when a restart of the process is the remedy
 * @param consensus one word or two: {@code ready}, {@code syncing}, {@code halted: no AuxPoW}
 * @param notReady why the node should get no traffic, one sentence each; empty when it is ready
 */
public record Health(
        Status status, boolean alive, String consensus, List<Component> components, List<String> notReady) {
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
     * One part of the node.
     *
     * @param detail what is wrong and what to do, with its stable code where it has one; may be empty
     */
    public record Component(String name, Status status, String detail) {}
}
