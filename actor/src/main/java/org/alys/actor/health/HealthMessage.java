package org.alys.actor.health;

import java.util.Set;
import org.alys.actor.ActorRef;
import org.alys.actor.Reply;
import org.alys.actor.Terminated;

/** What a {@link HealthMonitor} understands. */
public sealed interface HealthMessage {
    /** Watches one more actor, and checks it at once. Another of the same name is forgotten. */
    record Watch(Monitored<?> actor) implements HealthMessage {}

    /** Forgets an actor. */
    record Unwatch(String name) implements HealthMessage {}

    /** Checks an actor now. */
    record Check(String name) implements HealthMessage {}

    /** Checks all actors now. */
    record CheckAll() implements HealthMessage {}

    /** Checks these actors now, or all if none is named; the answer comes when the last check has ended. */
    record CheckBatch(Set<String> names, Reply<BatchResult> reply) implements HealthMessage {
        public CheckBatch {
            names = Set.copyOf(names);
        }
    }

    /** Starts the recovery of an actor now. */
    record Recover(String name) implements HealthMessage {}

    record GetReport(Reply<HealthReport> reply) implements HealthMessage {}

    record GetHistory(Reply<HealthHistory> reply) implements HealthMessage {}

    /**
     * A check ended.
     *
     * @param check its number; one that is not the latest of the actor does not count
     * @param answered whether there was an answer
     */
    record Checked(String name, long check, boolean answered, HealthScore score) implements HealthMessage {}

    /** The delay before a recovery has passed. */
    record Act(String name) implements HealthMessage {}

    /** It is time for a sample. */
    record Sample() implements HealthMessage {}

    /** An actor is over. */
    record Ended(ActorRef<?> actor, Terminated how) implements HealthMessage {}
}
