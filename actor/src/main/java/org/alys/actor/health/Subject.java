package org.alys.actor.health;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.alys.actor.ActorRef;
import org.alys.actor.supervision.OperationalFailure;

/** What a monitor remembers of one actor; for its thread. */
final class Subject<M> {
    private final Monitored<M> actor;
    private final HealthThresholds thresholds;
    private HealthRecord health = HealthRecord.UNKNOWN;
    private HealthScore score = HealthScore.NONE;
    /** The number of the check that is under way, 0 if none is. */
    private long check;

    private Duration limit = Duration.ZERO;
    /** The answer to it, until it has come. */
    private Optional<CompletableFuture<HealthScore>> question = Optional.empty();
    /** Whether a recovery has been decided on and waits for its delay. */
    private boolean waiting;

    Subject(Monitored<M> actor, HealthThresholds standard) {
        this.actor = actor;
        this.thresholds =
                actor.rule().map(rule -> standard.withFailures(rule.failures())).orElse(standard);
    }

    Monitored<M> actor() {
        return actor;
    }

    ActorRef<M> ref() {
        return actor.ref();
    }

    HealthRecord health() {
        return health;
    }

    HealthThresholds thresholds() {
        return thresholds;
    }

    HealthReport.Entry entry() {
        return new HealthReport.Entry(health, actor.priority(), actor.federation(), score);
    }

    void become(HealthRecord next) {
        health = next;
    }

    boolean mayBeChecked() {
        return check == 0 && !waiting && health.state() != HealthState.SHUTTING_DOWN;
    }

    CompletableFuture<HealthScore> ask(long number) {
        check = number;
        Duration timeout = thresholds.timeoutAfter(health.recoveries());
        limit = actor.check().limit(timeout);
        CompletableFuture<HealthScore> asked =
                Objects.requireNonNull(actor.check().ask(actor.ref(), timeout), "a check gives a future");
        question = Optional.of(asked);
        return asked;
    }

    /** How long the check that was asked last may take. */
    Duration limit() {
        return limit;
    }

    boolean isUnderCheck() {
        return check != 0;
    }

    boolean isCurrent(long number) {
        return check == number;
    }

    /** Ends the check under way; what it still brings does not count, and nobody waits for it. */
    void endCheck() {
        check = 0;
        question.ifPresent(asked -> asked.cancel(true));
        question = Optional.empty();
    }

    boolean waiting() {
        return waiting;
    }

    void waiting(boolean forRecovery) {
        waiting = forRecovery;
    }

    /** The health after a check. */
    HealthRecord after(boolean answered, HealthScore answer) {
        score = answered ? answer : HealthScore.NONE;
        if (!answered) {
            return health.failed(thresholds);
        }
        if (well(answer)) {
            return health.succeeded(thresholds);
        }
        return actor.rule().isPresent() ? health.sick(thresholds) : health.failed(thresholds);
    }

    boolean well(HealthScore answer) {
        return actor.rule().map(rule -> answer.value() >= rule.leastScore()).orElse(answer.value() > 0);
    }

    OperationalFailure.HealthCheckFailed cause() {
        return new OperationalFailure.HealthCheckFailed(health.failures());
    }
}
