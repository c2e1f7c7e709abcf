package org.alys.actor.health;

import java.util.Optional;
import java.util.function.Function;
import org.alys.actor.ActorRef;
import org.alys.actor.Priority;
import org.alys.actor.Reply;
import org.alys.actor.supervision.ScoreRestart;

/**
 * An actor to be watched.
 *
 * @param name for reports, unique
 * @param ref its address
 * @param check what it is asked
 * @param priority decides how often it is checked
 * @param federation whether it is a member of the federation
 * @param rule when its score or its silence calls for a restart, and how long that waits; empty for the thresholds of the
 *     monitor and a restart at once, with 0 as the only bad score
 * @param <M> the messages it understands
 */
public record Monitored<M>(
        String name,
        ActorRef<M> ref,
        HealthCheck<M> check,
        Priority priority,
        boolean federation,
        Optional<ScoreRestart> rule) {

    /** An actor that is pinged; true is the answer of one that is well. */
    public Monitored(
            String name, ActorRef<M> ref, Function<Reply<Boolean>, M> ping, Priority priority, boolean federation) {
        this(name, ref, HealthCheck.ping(ping), priority, federation, Optional.empty());
    }

    /** An actor that judges itself, restarted by its score. */
    public static <M> Monitored<M> scored(
            String name, ActorRef<M> ref, HealthCheck<M> check, Priority priority, ScoreRestart rule) {
        return new Monitored<>(name, ref, check, priority, false, Optional.of(rule));
    }

    public Monitored<M> inFederation() {
        return new Monitored<>(name, ref, check, priority, true, rule);
    }
}
