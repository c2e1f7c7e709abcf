package org.alys.actor.supervisor;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.alys.actor.Actor;
import org.alys.actor.ActorContext;
import org.alys.actor.ActorFactory;
import org.alys.actor.ActorRef;
import org.alys.actor.Reply;
import org.alys.actor.Terminated;
import org.alys.actor.supervision.Decision;
import org.alys.actor.supervision.Failure;
import org.alys.actor.supervision.OperationalFailure;
import org.alys.actor.supervision.RestartHistory;
import org.alys.actor.supervision.SupervisionPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Supervises a group of children. Each child restarts by its own policy and keeps its mailbox; by the group's strategy
 * others are started again with it, and keep theirs. Failures of the whole group are limited by the group's policy: beyond
 * it the supervisor itself fails, once, and its parent decides. When the supervisor is restarted it starts every child
 * of its specification anew.
 *
 * <p>If the children are the members of a federation, a {@link FederationRule} makes every restart that could wait - one
 * asked for, one of a sibling - wait until enough others are healthy. A member that has failed is down already and restarts
 * by its own policy.
 */
public final class Supervisor implements Actor<SupervisorMessage> {
    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);

    /** What stays the same over the incarnations of a supervisor. */
    private record Plan(
            GroupStrategy strategy,
            SupervisionPolicy limit,
            List<ChildSpec<?>> initial,
            Optional<FederationRule> federation,
            Ledger ledger) {}

    private final Plan plan;
    private final Ledger ledger;
    private final Group group = new Group();
    private final RestartDesk restarts;
    private RestartHistory history = RestartHistory.EMPTY;
    private long failures;
    private long groupRestarts;

    private Supervisor(Plan plan) {
        this.plan = plan;
        this.ledger = plan.ledger();
        this.restarts = new RestartDesk(plan.federation(), group, ledger);
    }

    /**
     * A supervisor of these children, started in this order. One factory is for one supervisor.
     *
     * @param strategy who is started again with a child that failed
     * @param limit how many failures of the group inside its window are borne; only its limit and window count
     * @throws IllegalArgumentException if two of them have the same name
     */
    public static ActorFactory<SupervisorMessage> of(
            GroupStrategy strategy, SupervisionPolicy limit, List<ChildSpec<?>> children) {
        return of(new Plan(strategy, limit, List.copyOf(children), Optional.empty(), new Ledger()));
    }

    /**
     * As {@link #of(GroupStrategy, SupervisionPolicy, List)}; the children are the members of a federation.
     *
     * @throws IllegalArgumentException if there are fewer members than the threshold, or two of the same name
     */
    public static ActorFactory<SupervisorMessage> of(
            GroupStrategy strategy, SupervisionPolicy limit, List<ChildSpec<?>> members, FederationRule rule) {
        rule.gate().requireReachable(members.size());
        return of(new Plan(strategy, limit, List.copyOf(members), Optional.of(rule), new Ledger()));
    }

    private static ActorFactory<SupervisorMessage> of(Plan plan) {
        Set<String> names = new HashSet<>();
        plan.initial().forEach(spec -> {
            if (!names.add(spec.name())) {
                throw new IllegalArgumentException("two children of the name " + spec.name());
            }
        });
        return () -> new Supervisor(plan);
    }

    @Override
    public void started(ActorContext<SupervisorMessage> context) {
        if (ledger.began.isEmpty()) {
            ledger.began = Optional.of(context.time().now());
        }
        if (ledger.halted.isEmpty()) {
            plan.initial().forEach(spec -> start(spec, context));
        }
    }

    @Override
    public void receive(SupervisorMessage message, ActorContext<SupervisorMessage> context) {
        switch (message) {
            case SupervisorMessage.AddChild(ChildSpec<?> spec, var reply) -> add(spec, reply, context);
            case SupervisorMessage.RemoveChild(String name, var reply) -> {
                Optional<Child> child = group.living(name);
                group.remove(name);
                child.ifPresent(found -> context.stop(found.ref()));
                forget(name, context);
                reply.success(child.isPresent());
            }
            case SupervisorMessage.RestartChild(String name, String reason, var reply) ->
                group.living(name)
                        .ifPresentOrElse(
                                child -> restarts.want(
                                        name,
                                        new OperationalFailure.RestartRequested(reason),
                                        false,
                                        List.of(reply),
                                        context),
                                () -> reply.success(false));
            case SupervisorMessage.RecoverChild(String name, Failure cause) ->
                group.living(name).ifPresent(child -> {
                    child.well(false);
                    restarts.want(name, cause, true, List.of(), context);
                });
            case SupervisorMessage.EscalateChild(String name, Failure cause) ->
                group.living(name).ifPresent(child -> {
                    context.restart(child.ref(), cause, true);
                    throw givingUp(child, cause);
                });
            case SupervisorMessage.ReportHealth(String name, boolean well) ->
                group.living(name).ifPresent(child -> {
                    child.well(well);
                    restarts.retry(context);
                });
            case SupervisorMessage.Find(String name, var reply) ->
                reply.success(group.living(name).map(Child::ref));
            case SupervisorMessage.GetStatus(var reply) -> reply.success(status(context));
            case SupervisorMessage.GetMetrics(var reply) ->
                reply.success(metrics(context.time().now()));
            case SupervisorMessage.Halt(String reason) -> halt(reason, context);
            case SupervisorMessage.ChildFailed(String name, Object mark, Failure failure) ->
                group.reporting(name, mark).ifPresent(child -> childFailed(name, child, failure, context));
            case SupervisorMessage.ChildDown(String name, Object mark) ->
                group.reporting(name, mark).ifPresent(Child::goesDown);
            case SupervisorMessage.ChildUp(String name, Object mark, BooleanSupplier over) ->
                group.reporting(name, mark).ifPresent(child -> childUp(name, child, over, context));
            case SupervisorMessage.Restore(String name, Object mark) ->
                group.reporting(name, mark).ifPresent(child -> restore(name, child, context));
            case SupervisorMessage.GiveUp(String name) -> restarts.giveUp(name);
            case SupervisorMessage.ChildEnded(String name, Object mark, Terminated how) ->
                group.reporting(name, mark).ifPresent(child -> childEnded(name, how, context));
        }
    }

    private void add(ChildSpec<?> spec, Reply<ActorRef<?>> reply, ActorContext<SupervisorMessage> context) {
        if (ledger.halted.isPresent()) {
            reply.failure(new IllegalStateException("halted: " + ledger.halted.get()));
        } else if (group.living(spec.name()).isPresent()) {
            reply.failure(new IllegalArgumentException("there is a child " + spec.name() + " already"));
        } else {
            try {
                reply.success(start(spec, context));
            } catch (IllegalArgumentException impossible) {
                // A child that cannot be is no failure of those that are.
                reply.failure(impossible);
            }
        }
    }

    private <C> ActorRef<C> start(ChildSpec<C> spec, ActorContext<SupervisorMessage> context) {
        Consumer<SupervisorMessage> news = context.controlLane();
        String name = spec.name();
        Object mark = new Object();
        ActorFactory<C> reporting = ReportingActor.around(
                spec.factory(),
                failure -> news.accept(
                        followsFromHere(failure)
                                ? new SupervisorMessage.ChildDown(name, mark)
                                : new SupervisorMessage.ChildFailed(name, mark, failure)),
                over -> news.accept(new SupervisorMessage.ChildUp(name, mark, over)));
        ActorRef<C> ref = context.spawn(name, reporting, spec.options());
        group.add(name, new Child(ref, mark, spec));
        context.watch(ref, how -> new SupervisorMessage.ChildEnded(name, mark, how));
        return ref;
    }

    private static boolean followsFromHere(Failure failure) {
        return failure instanceof OperationalFailure.SiblingFailed
                || failure instanceof OperationalFailure.RestartRequested;
    }

    private void childUp(String name, Child child, BooleanSupplier over, ActorContext<SupervisorMessage> context) {
        if (child.cameUp(over)) {
            ledger.restarts++;
        }
        child.reduction()
                .filter(reduction -> reduction.level() > 0)
                .ifPresent(reduction -> context.timers()
                        .single(
                                restoring(name),
                                reduction.healthyFor(),
                                new SupervisorMessage.Restore(name, child.mark())));
        restarts.retry(context);
    }

    private static String restoring(String name) {
        return "restore " + name;
    }

    /** It has been healthy for long enough with less than it could have. */
    private void restore(String name, Child child, ActorContext<SupervisorMessage> context) {
        child.reduction().ifPresent(reduction -> {
            LOG.info("{} gets back what was taken from it", child.ref().path());
            reduction.restore();
            Failure cause = new OperationalFailure.RestartRequested("all capabilities again");
            restarts.want(name, cause, false, List.of(), context);
        });
    }

    private void childFailed(String name, Child failed, Failure failure, ActorContext<SupervisorMessage> context) {
        failures++;
        ledger.failures++;
        ledger.lastFailure = Optional.of(context.time().now());
        failed.failed(failure);
        context.timers().cancel(restoring(name));
        if (ledger.halted.isPresent() || failure.fatal()) {
            return;
        }
        Instant now = context.time().now();
        Decision decision = plan.limit().decide(context.path().value(), failure, history, now, 0);
        if (decision instanceof Decision.Escalate || decision instanceof Decision.Abandon) {
            throw givingUp(failed, failure);
        }
        history = history.restarting(plan.limit().window(), now, Duration.ZERO);
        for (String other : plan.strategy().affected(group.names(), name)) {
            if (group.living(other).isPresent()) {
                groupRestarts++;
                ledger.groupRestarts++;
                restarts.want(other, new OperationalFailure.SiblingFailed(name), false, List.of(), context);
            }
        }
    }

    private GroupFailedException givingUp(Child child, Failure failure) {
        ledger.escalations++;
        return new GroupFailedException(child.ref().path(), failure);
    }

    private void childEnded(String name, Terminated how, ActorContext<SupervisorMessage> context) {
        how.failure()
                .ifPresent(failure -> LOG.warn("{} goes on without {}: {}", context.path(), name, failure.describe()));
        forget(name, context);
        boolean meant = how.failure().isEmpty() && ledger.halted.isEmpty();
        if (meant) {
            group.remove(name);
        }
    }

    /** What was planned for a child that is over or about to be. */
    private void forget(String name, ActorContext<SupervisorMessage> context) {
        context.timers().cancel(restoring(name));
        restarts.ended(name, context);
    }

    private void halt(String reason, ActorContext<SupervisorMessage> context) {
        LOG.error("{} halts: {}", context.path(), reason);
        ledger.halted = Optional.of(reason);
        restarts.giveUpAll();
        context.children().reversed().forEach(context::stop);
    }

    private SupervisorMessage.Status status(ActorContext<SupervisorMessage> context) {
        return new SupervisorMessage.Status(context.path(), group.status(), failures, groupRestarts, ledger.halted);
    }

    private SupervisionMetrics metrics(Instant now) {
        return new SupervisionMetrics(
                group.countLiving(),
                group.healthy().size(),
                ledger.failures,
                ledger.restarts,
                ledger.groupRestarts,
                ledger.requested,
                restarts.waiting(),
                ledger.givenUp,
                ledger.escalations,
                Duration.between(ledger.began.orElse(now), now),
                ledger.lastFailure);
    }
}
