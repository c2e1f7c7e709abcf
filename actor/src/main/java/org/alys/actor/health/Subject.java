package org.alys.actor.health;

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
        return actor.check().ask(actor.ref(), thresholds.timeoutAfter(health.recoveries()));
    }

    boolean isUnderCheck() {
        return check != 0;
    }

    boolean isCurrent(long number) {
        return check == number;
    }

    /** Ends the check under way; what it still brings does not count. */
    void endCheck() {
        check = 0;
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
