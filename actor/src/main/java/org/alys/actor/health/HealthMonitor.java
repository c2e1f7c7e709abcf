package org.alys.actor.health;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.alys.actor.Actor;
import org.alys.actor.ActorContext;
import org.alys.actor.ActorRef;
import org.alys.actor.Reply;
import org.alys.actor.Terminated;
import org.alys.actor.supervision.OperationalFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks actors through their mailboxes at the interval of their priority. An actor that becomes unhealthy is recovered, as
 * often in one episode as the thresholds say; if that does not help it stays unhealthy and is escalated, once. It is healthy
 * again when it answers again. An actor that was stopped is forgotten; one that ended by a failure stays in the report until
 * it is watched anew or forgotten.
 */
public final class HealthMonitor implements Actor<HealthMessage> {
    private static final Logger LOG = LoggerFactory.getLogger(HealthMonitor.class);
    private static final String SAMPLE = "sample";

    /**
     * What recovery and escalation do; called on the monitor's thread, so neither waits for actors. An exception is logged, and
     * counts as a recovery that did not help.
     */
    public interface Actions {
        /** Restart it, for example by {@link org.alys.actor.ActorSystem#restart} with interruption. */
        void recover(ActorRef<?> actor, OperationalFailure.HealthCheckFailed cause);

        /** Recovery did not help. */
        void escalate(ActorRef<?> actor, OperationalFailure.HealthCheckFailed cause);
    }

    private final HealthSettings settings;
    private final Actions actions;
    private final List<Monitored<?>> initial;
    private final Map<String, Subject<?>> subjects = new LinkedHashMap<>();
    private final Batches batches = new Batches();
    private final SystemHealth system;
    private long checks;

    public HealthMonitor(HealthSettings settings, Actions actions, List<Monitored<?>> actors) {
        this.settings = settings;
        this.actions = actions;
        this.initial = List.copyOf(actors);
        this.system = new SystemHealth(settings);
    }

    /** A monitor with these thresholds and otherwise the standard settings. */
    public HealthMonitor(HealthThresholds thresholds, Actions actions, List<Monitored<?>> actors) {
        this(HealthSettings.STANDARD.withThresholds(thresholds), actions, actors);
    }

    @Override
    public void started(ActorContext<HealthMessage> context) {
        initial.forEach(actor -> watch(actor, context));
        context.timers().periodic(SAMPLE, settings.sampleEvery(), new HealthMessage.Sample());
    }

    @Override
    public void receive(HealthMessage message, ActorContext<HealthMessage> context) {
        switch (message) {
            case HealthMessage.Watch(Monitored<?> actor) -> watch(actor, context);
            case HealthMessage.Unwatch(String name) -> {
                forget(name, context);
                system.judge(context.time().now());
            }
            case HealthMessage.Check(String name) -> find(name).ifPresent(subject -> check(subject, context));
            case HealthMessage.CheckAll() -> List.copyOf(subjects.values()).forEach(subject -> check(subject, context));
            case HealthMessage.CheckBatch(Set<String> names, var reply) -> checkBatch(names, reply, context);
            case HealthMessage.Recover(String name) -> find(name).ifPresent(subject -> recover(subject, context));
            case HealthMessage.GetReport(var reply) -> reply.success(report());
            case HealthMessage.GetHistory(var reply) -> reply.success(system.history());
            case HealthMessage.Checked checked -> checked(checked, context);
            case HealthMessage.Act(String name) -> find(name).ifPresent(subject -> act(subject, context));
            case HealthMessage.Sample() -> system.sample(context.time().now());
            case HealthMessage.Ended(ActorRef<?> actor, Terminated how) ->
                monitoring(actor).forEach(subject -> ended(subject, how, context));
        }
    }

    private Optional<Subject<?>> find(String name) {
        return Optional.ofNullable(subjects.get(name));
    }

    private <M> void watch(Monitored<M> actor, ActorContext<HealthMessage> context) {
        String name = actor.name();
        forget(name, context);
        Subject<M> subject = new Subject<>(actor, settings.thresholds());
        subjects.put(name, subject);
        system.joined(subject);
        Duration interval = settings.interval().apply(actor.priority());
        context.timers().periodic(checkTimer(name), interval, new HealthMessage.Check(name));
        context.watch(actor.ref(), how -> new HealthMessage.Ended(actor.ref(), how));
        check(subject, context);
    }

    private void forget(String name, ActorContext<HealthMessage> context) {
        Subject<?> gone = subjects.remove(name);
        if (gone != null) {
            silence(gone, context);
            if (monitoring(gone.ref()).isEmpty()) {
                context.unwatch(gone.ref());
            }
            system.left(gone);
        }
    }

    /** What is remembered of an actor; it may be monitored under more than one name, with other checks. */
    private List<Subject<?>> monitoring(ActorRef<?> actor) {
        List<Subject<?>> found = new ArrayList<>(1);
        subjects.values().stream()
                .filter(subject -> subject.ref().equals(actor))
                .forEach(found::add);
        return found;
    }

    /** Nothing more comes from the checks and timers of this actor. */
    private void silence(Subject<?> subject, ActorContext<HealthMessage> context) {
        String name = subject.actor().name();
        endCheck(subject, context);
        subject.waiting(false);
        context.timers().cancel(checkTimer(name));
        context.timers().cancel(recoveryTimer(name));
        batches.settle(name, false, context.time().nanos());
    }

    private static String checkTimer(String name) {
        return "check " + name;
    }

    private static String limitTimer(String name) {
        return "limit " + name;
    }

    private static String recoveryTimer(String name) {
        return "recovery " + name;
    }

    private <M> void check(Subject<M> subject, ActorContext<HealthMessage> context) {
        if (!subject.mayBeChecked()) {
            return;
        }
        long number = ++checks;
        String name = subject.actor().name();
        HealthMessage.Checked unanswered = new HealthMessage.Checked(name, number, false, HealthScore.NONE);
        CompletableFuture<HealthScore> question = ask(subject, number);
        context.pipe(question, score -> new HealthMessage.Checked(name, number, true, score), failed -> unanswered);
        if (!question.isDone()) {
            // A check of somebody else's making may never end by itself.
            context.timers().single(limitTimer(name), subject.limit(), unanswered);
        }
    }

    private static void endCheck(Subject<?> subject, ActorContext<HealthMessage> context) {
        subject.endCheck();
        context.timers().cancel(limitTimer(subject.actor().name()));
    }

    /** A check that cannot even be asked is one that failed. */
    private static <M> CompletableFuture<HealthScore> ask(Subject<M> subject, long number) {
        try {
            return subject.ask(number);
        } catch (RuntimeException broken) {
            LOG.warn("{} cannot be checked", subject.ref().path(), broken);
            return CompletableFuture.failedFuture(broken);
        }
    }

    private void checkBatch(Set<String> names, Reply<BatchResult> reply, ActorContext<HealthMessage> context) {
        Set<String> wanted = names.isEmpty() ? Set.copyOf(subjects.keySet()) : names;
        Set<String> unknown = new HashSet<>(wanted);
        unknown.removeAll(subjects.keySet());
        Set<String> known = new HashSet<>(wanted);
        known.removeAll(unknown);
        batches.begin(known, unknown, context.time().nanos(), reply);
        for (Subject<?> subject : List.copyOf(subjects.values())) {
            String name = subject.actor().name();
            if (known.contains(name)) {
                check(subject, context);
                if (!subject.isUnderCheck()) {
                    batches.settle(name, false, context.time().nanos());
                }
            }
        }
    }

    private void checked(HealthMessage.Checked result, ActorContext<HealthMessage> context) {
        find(result.name()).filter(subject -> subject.isCurrent(result.check())).ifPresent(subject -> {
            endCheck(subject, context);
            if (!result.answered() && subject.ref().state().isEnding()) {
                // It takes no more pings and needs no help. When it is over, the watch says so.
                become(subject, subject.health().shuttingDown(), context.time().now());
                batches.settle(result.name(), false, context.time().nanos());
                return;
            }
            become(
                    subject,
                    subject.after(result.answered(), result.score()),
                    context.time().now());
            boolean well = result.answered() && subject.well(result.score());
            batches.settle(result.name(), well, context.time().nanos());
            switch (subject.health().due(subject.thresholds())) {
                case NOTHING -> {}
                case RECOVERY -> recover(subject, context);
                case ESCALATION -> escalate(subject, context);
            }
        });
    }

    private void become(Subject<?> subject, HealthRecord next, Instant now) {
        HealthState before = subject.health().state();
        subject.become(next);
        system.changed(subject, before, now);
    }

    private void recover(Subject<?> subject, ActorContext<HealthMessage> context) {
        if (subject.waiting() || subject.health().state() == HealthState.SHUTTING_DOWN) {
            return;
        }
        String name = subject.actor().name();
        int before = subject.health().recoveries();
        Duration delay = subject.actor().rule().map(rule -> rule.delay(before)).orElse(Duration.ZERO);
        subject.waiting(true);
        endCheck(subject, context);
        batches.settle(name, false, context.time().nanos());
        if (delay.isZero()) {
            act(subject, context);
        } else {
            context.timers().single(recoveryTimer(name), delay, new HealthMessage.Act(name));
        }
    }

    private void act(Subject<?> subject, ActorContext<HealthMessage> context) {
        subject.waiting(false);
        Instant now = context.time().now();
        OperationalFailure.HealthCheckFailed cause = subject.cause();
        become(subject, subject.health().recovering(), now);
        int attempt = subject.health().recoveries();
        system.note(new HealthEvent.RecoveryStarted(now, subject.actor().name(), attempt));
        LOG.warn("{} is recovered, attempt {}", subject.ref().path(), attempt);
        carryOut(subject, () -> actions.recover(subject.ref(), cause));
    }

    private void escalate(Subject<?> subject, ActorContext<HealthMessage> context) {
        Instant now = context.time().now();
        OperationalFailure.HealthCheckFailed cause = subject.cause();
        become(subject, subject.health().handedOver(), now);
        system.note(new HealthEvent.Escalated(now, subject.actor().name()));
        LOG.error("{} stays unhealthy", subject.ref().path());
        carryOut(subject, () -> actions.escalate(subject.ref(), cause));
    }

    /** What cannot be done for one actor must not end the watch over the others. */
    private static void carryOut(Subject<?> subject, Runnable action) {
        try {
            action.run();
        } catch (RuntimeException broken) {
            LOG.error("nothing can be done for {}", subject.ref().path(), broken);
        }
    }

    private void ended(Subject<?> subject, Terminated how, ActorContext<HealthMessage> context) {
        Instant now = context.time().now();
        String name = subject.actor().name();
        silence(subject, context);
        if (how.failure().isPresent()) {
            become(subject, subject.health().shuttingDown(), now);
        } else {
            subjects.remove(name);
            HealthState before = subject.health().state();
            system.left(subject);
            subject.become(subject.health().shuttingDown());
            system.note(new HealthEvent.Changed(now, name, before, HealthState.SHUTTING_DOWN));
            system.judge(now);
        }
        system.note(new HealthEvent.Over(now, name, how.failure()));
    }

    private HealthReport report() {
        Map<String, HealthReport.Entry> entries = new TreeMap<>();
        subjects.forEach((name, subject) -> entries.put(name, subject.entry()));
        return new HealthReport(entries);
    }
}
