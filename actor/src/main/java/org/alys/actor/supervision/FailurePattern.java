package org.alys.actor.supervision;

import java.time.Duration;
import java.util.Set;

/** A shape in the failures of a domain that says more than each single one. */
public sealed interface FailurePattern {

    /** One actor fails at a regular interval. */
    record Periodic(String actor, Duration interval) implements FailurePattern {}

    /** Several actors fail within a short time. */
    record Cascading(Set<String> actors) implements FailurePattern {
        public Cascading {
            actors = Set.copyOf(actors);
        }
    }

    /** The same resource or mailbox is used up again and again. */
    record ResourceExhaustion(String resource) implements FailurePattern {}

    /** Several peers are lost within a short time. */
    record NetworkPartition(Set<String> peers) implements FailurePattern {
        public NetworkPartition {
            peers = Set.copyOf(peers);
        }
    }

    /** Consensus fails again and again. */
    record ConsensusBreakdown(Set<String> codes) implements FailurePattern {
        public ConsensusBreakdown {
            codes = Set.copyOf(codes);
        }
    }

    /**
     * A pattern with how sure it is.
     *
     * @param confidence 0.0 to 1.0
     * @param occurrences failures (or distinct actors or peers) that make it up
     */
    record Found(FailurePattern pattern, double confidence, int occurrences) {}
}
