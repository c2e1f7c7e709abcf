package org.alys.actor.health;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.alys.actor.Actor;
import org.alys.actor.ActorContext;
import org.alys.actor.ActorRef;
import org.alys.actor.supervision.OperationalFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pings actors through their mailboxes at the interval of their priority. An actor that becomes unhealthy is recovered; if
 * the recoveries are used up it stays unhealthy and is reported as escalated, once.
 */
public final class HealthMonitor implements Actor<HealthMessage> {
    private static final Logger LOG = LoggerFactory.getLogger(HealthMonitor.class);

    /** What recovery and escalation do; called on the monitor's thread, so neither waits for actors. */
    public interface Actions {
        /** Restart it, for example by {@link org.alys.actor.ActorSystem#restart} with interruption. */
        void recover(ActorRef<?> actor, OperationalFailure.HealthCheckFailed cause);

        /** Recovery did not help. */
        void escalate(ActorRef<?> actor, OperationalFailure.HealthCheckFailed cause);
    }

    private final HealthThresholds thresholds;
    private final Actions actions;
    private final List<Monitored<?>> initial;
    private final Map<String, Subject<?>> subjects = new LinkedHashMap<>();

    private static final class Subject<M> {
        private final Monitored<M> actor;
        private HealthRecord health = HealthRecord.UNKNOWN;
        private boolean underCheck;

        Subject(Monitored<M> actor) {
            this.actor = actor;
        }
    }

    public HealthMonitor(HealthThresholds thresholds, Actions actions, List<Monitored<?>> actors) {
        this.thresholds = thresholds;
        this.actions = actions;
        this.initial = List.copyOf(actors);
    }

    @Override
    public void started(ActorContext<HealthMessage> context) {
        initial.forEach(actor -> watch(actor, context));
    }

    @Override
    public void receive(HealthMessage message, ActorContext<HealthMessage> context) {
        switch (message) {
            case HealthMessage.Watch(Monitored<?> actor) -> watch(actor, context);
            case HealthMessage.Check(String name) -> with(name, (same, subject) -> check(subject, context));
            case HealthMessage.CheckAll() -> subjects.values().forEach(subject -> check(subject, context));
            case HealthMessage.Recover(String name) -> with(name, (same, subject) -> recover(subject));
            case HealthMessage.GetReport(var reply) -> reply.success(report());
            case HealthMessage.Checked(String name, boolean well) ->
                with(name, (same, subject) -> checked(subject, well));
            case HealthMessage.Ended(String name, var how) ->
                with(name, (same, subject) -> {
                    subject.health = subject.health.shuttingDown();
                    context.timers().cancel(name);
                });
        }
    }

    private void with(String name, BiConsumer<String, Subject<?>> action) {
        Subject<?> subject = subjects.get(name);
        if (subject != null) {
            action.accept(name, subject);
        }
    }

    private <M> void watch(Monitored<M> actor, ActorContext<HealthMessage> context) {
        Subject<M> subject = new Subject<>(actor);
        String name = actor.name();
        subjects.put(name, subject);
        context.watch(actor.ref(), how -> new HealthMessage.Ended(name, how));
        Duration interval = HealthThresholds.interval(actor.priority());
        context.timers().periodic(name, interval, new HealthMessage.Check(name));
        check(subject, context);
    }

    private <M> void check(Subject<M> subject, ActorContext<HealthMessage> context) {
        if (subject.underCheck || subject.health.state() == HealthState.SHUTTING_DOWN) {
            return;
        }
        subject.underCheck = true;
        String name = subject.actor.name();
        context.pipe(
                subject.actor.ref().askAsync(subject.actor.ping(), thresholds.timeout()),
                well -> new HealthMessage.Checked(name, well),
                late -> new HealthMessage.Checked(name, false));
    }

    private void checked(Subject<?> subject, boolean well) {
        subject.underCheck = false;
        HealthState before = subject.health.state();
        subject.health = well ? subject.health.succeeded(thresholds) : subject.health.failed(thresholds);
        if (before != HealthState.UNHEALTHY && subject.health.state() == HealthState.UNHEALTHY) {
            if (subject.health.recoveries() < thresholds.recoveries()) {
                recover(subject);
            } else {
                LOG.error("{} stays unhealthy", subject.actor.ref().path());
                actions.escalate(subject.actor.ref(), cause(subject));
            }
        }
    }

    private void recover(Subject<?> subject) {
        LOG.warn("{} is recovered", subject.actor.ref().path());
        OperationalFailure.HealthCheckFailed cause = cause(subject);
        subject.health = subject.health.recovering();
        actions.recover(subject.actor.ref(), cause);
    }

    private static OperationalFailure.HealthCheckFailed cause(Subject<?> subject) {
        return new OperationalFailure.HealthCheckFailed(subject.health.failures());
    }

    private HealthReport report() {
        Map<String, HealthReport.Entry> entries = new TreeMap<>();
        subjects.forEach((name, subject) -> entries.put(
                name, new HealthReport.Entry(subject.health, subject.actor.priority(), subject.actor.federation())));
        return new HealthReport(entries);
    }
}
