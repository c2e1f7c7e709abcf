package org.alys.actor.supervision;

import java.time.Duration;
import java.util.Optional;

/**
 * The supervision policies of the domains of a node. Priority is an attribute of an actor; the tree is by domain. Actors
 * that take part in consensus are not aligned to block boundaries, since for them waiting costs a block.
 */
public final class DomainPolicies {
    private DomainPolicies() {}

    /** Consensus: 50 ms to 500 ms, growing by half, 10 restarts in 30 s; never aligned. */
    public static SupervisionPolicy consensus() {
        return policy(50, 500, 1.5, Optional.empty(), 10, 30);
    }

    /** Chain: 100 ms to 10 s, growing by half, 10 restarts in 300 s; never aligned. */
    public static SupervisionPolicy chain() {
        return policy(100, 10_000, 1.5, Optional.empty(), 10, 300);
    }

    /** Network: 1 s to 60 s, growing by half, aligned, 20 restarts in 600 s; then the node goes on without the actor. */
    public static SupervisionPolicy network(BlockAlignment alignment) {
        return policy(1_000, 60_000, 1.5, Optional.of(alignment), 20, 600)
                .withEscalation(new EscalationPolicy.ContinueWithout());
    }

    /** Bridge: repeats wait 5 s, aligned, 15 restarts in 900 s; then three more every 5 s, not aligned, before it climbs. */
    public static SupervisionPolicy bridge(BlockAlignment alignment) {
        Duration pause = Duration.ofSeconds(5);
        return new SupervisionPolicy(
                        new RestartStrategy.Fixed(pause, Optional.of(alignment)), 15, Duration.ofMinutes(15))
                .withEscalation(
                        new EscalationPolicy.ChangeStrategy(new RestartStrategy.Fixed(pause, Optional.empty()), 3));
    }

    /** What only watches, such as health and metrics: 1 s to 60 s, doubling, 5 restarts in 60 s; then the node goes on without. */
    public static SupervisionPolicy observation() {
        return policy(1_000, 60_000, 2.0, Optional.empty(), 5, 60)
                .withEscalation(new EscalationPolicy.ContinueWithout());
    }

    /** Storage: 500 ms to 60 s, doubling, 10 restarts in 300 s; not aligned, since consensus waits for storage. */
    public static SupervisionPolicy storage() {
        return policy(500, 60_000, 2.0, Optional.empty(), 10, 300);
    }

    /** Federation members: 200 ms to 60 s, doubling, 8 restarts in 60 s; never aligned. */
    public static SupervisionPolicy federation() {
        return policy(200, 60_000, 2.0, Optional.empty(), 8, 60);
    }

    private static SupervisionPolicy policy(
            long firstMillis,
            long longestMillis,
            double growth,
            Optional<BlockAlignment> alignment,
            int restarts,
            long windowSeconds) {
        return new SupervisionPolicy(
                new RestartStrategy.Exponential(
                        Duration.ofMillis(firstMillis), Duration.ofMillis(longestMillis), growth, 0.1, alignment),
                restarts,
                Duration.ofSeconds(windowSeconds));
    }
}
