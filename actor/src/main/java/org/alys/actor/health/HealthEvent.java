package org.alys.actor.health;

import java.time.Instant;
import java.util.Optional;
import org.alys.actor.supervision.Failure;

/** Something happened to the health of the system. */
public sealed interface HealthEvent {
    Instant at();

    /** An actor went from one state to another. */
    record Changed(Instant at, String name, HealthState from, HealthState to) implements HealthEvent {}

    /** A recovery began; {@code attempt} counts from 1 in each episode. */
    record RecoveryStarted(Instant at, String name, int attempt) implements HealthEvent {}

    /** Recovery did not help; told once in each episode. */
    record Escalated(Instant at, String name) implements HealthEvent {}

    /** A monitored actor is over. */
    record Over(Instant at, String name, Optional<Failure> failure) implements HealthEvent {}

    /** The score of the system fell below the alarm limit. */
    record ScoreLow(Instant at, double score) implements HealthEvent {}

    /** The score of the system is above the alarm limit again. */
    record ScoreRestored(Instant at, double score) implements HealthEvent {}

    /** Fewer members of the federation are healthy than the threshold: consensus must halt. */
    record ConsensusHalted(Instant at, int healthy, int threshold) implements HealthEvent {}

    /** As many members of the federation are healthy as the threshold asks. */
    record ConsensusReady(Instant at, int healthy, int threshold) implements HealthEvent {}
}
