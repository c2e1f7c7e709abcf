package org.alys.actor.causal;

import java.util.Set;

/** Why a message was sent. */
public sealed interface Relation {
    /** The most messages that one aggregation names. */
    int MAX_PARTS = 64;

    /** Nothing inside the group: it begins something. */
    record Root() implements Relation {}

    /** It answers a message. */
    record Response(EventId to) implements Relation {}

    /** A message set it off, which does not wait for it. */
    record Triggered(EventId by) implements Relation {}

    /**
     * It is a step of a longer work, such as a saga.
     *
     * @param workflow names the work
     * @param step counts from 1
     */
    record WorkflowStep(String workflow, int step) implements Relation {
        public WorkflowStep {
            if (step < 1) {
                throw new IllegalArgumentException("steps count from 1: " + step);
            }
        }
    }

    /** One of many, sent to all that are interested in a topic. */
    record Broadcast(String topic) implements Relation {}

    /** It sums up several messages, 1 to {@value #MAX_PARTS}. */
    record Aggregation(Set<EventId> of) implements Relation {
        public Aggregation {
            if (of.isEmpty() || of.size() > MAX_PARTS) {
                throw new IllegalArgumentException("an aggregation of " + of.size() + " messages");
            }
            of = Set.copyOf(of);
        }
    }
}
