package org.alys.actor.health;

import org.alys.actor.Reply;
import org.alys.actor.Terminated;

/** What a {@link HealthMonitor} understands. */
public sealed interface HealthMessage {
    /** Watches one more actor, and checks it at once. */
    record Watch(Monitored<?> actor) implements HealthMessage {}

    /** Checks an actor now. */
    record Check(String name) implements HealthMessage {}

    /** Checks all actors now. */
    record CheckAll() implements HealthMessage {}

    /** Starts the recovery of an actor now. */
    record Recover(String name) implements HealthMessage {}

    record GetReport(Reply<HealthReport> reply) implements HealthMessage {}

    /** A check ended. */
    record Checked(String name, boolean well) implements HealthMessage {}

    /** An actor is over. */
    record Ended(String name, Terminated how) implements HealthMessage {}
}
