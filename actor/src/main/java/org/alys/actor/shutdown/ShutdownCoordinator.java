package org.alys.actor.shutdown;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.alys.actor.ActorRef;
import org.alys.actor.ActorSystem;
import org.alys.actor.StopReport;
import org.alys.actor.Terminated;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a system down by a plan: preparations, actors stage by stage, cleanup, then the system itself, each within its
 * limit by the clock of the system. Beyond the total limit, after too many failures, after a critical actor or an essential
 * step failed, or on demand it is forced: what is left is interrupted, and of the cleanup only essential steps still run.
 * If actors are late, what is left of the system stops before the cleanup, so that none works with what a cleanup closes.
 * The actors of the plan may be on any level of the tree; what is below them stops with them. Runs once, on the thread that
 * calls {@link #run}, which must be no actor's.
 */
public final class ShutdownCoordinator {
    private static final Logger LOG = LoggerFactory.getLogger(ShutdownCoordinator.class);
    /** What an actor left over is given before it is interrupted when the shutdown is forced. */
    private static final Duration SHORT = Duration.ofMillis(1);

    private final ActorSystem system;
    private final ShutdownPlan plan;
    private final Map<String, ActorRef<?>> actors;
    private final List<ShutdownStep> preparations;
    private final List<ShutdownStep> cleanups;
    private final ShutdownLimits limits;
    private final Consumer<ShutdownProgress> progress;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final CompletableFuture<Void> forceSignal = new CompletableFuture<>();
    private final CompletableFuture<ShutdownReport> done = new CompletableFuture<>();
    private final List<ShutdownPhase> phases = new ArrayList<>(List.of(ShutdownPhase.RUNNING));
    private final List<String> stopped = new ArrayList<>();
    private final List<String> late = new ArrayList<>();
    private Optional<ShutdownTime> clock = Optional.empty();
    private int percent;

    /**
     * A shutdown that has not begun.
     *
     * @param actors the actors of the plan by name; all names of the plan
     * @param progress is told on every phase, every stopped actor and at the interval of the limits
     * @throws IllegalArgumentException if the plan names an actor that is not given
     */
    public ShutdownCoordinator(
            ActorSystem system,
            ShutdownPlan plan,
            Map<String, ActorRef<?>> actors,
            List<ShutdownStep> preparations,
            List<ShutdownStep> cleanups,
            ShutdownLimits limits,
            Consumer<ShutdownProgress> progress) {
        this.system = system;
        this.plan = plan;
        this.actors = Map.copyOf(actors);
        this.preparations = inOrder(preparations);
        this.cleanups = inOrder(cleanups);
        this.limits = limits;
        this.progress = progress;
        plan.stages().stream()
                .flatMap(List::stream)
                .filter(name -> !actors.containsKey(name))
                .forEach(name -> {
                    throw new IllegalArgumentException("no actor for " + name);
                });
    }

    private static List<ShutdownStep> inOrder(List<ShutdownStep> steps) {
        return steps.stream()
                .sorted(Comparator.comparing(ShutdownStep::priority))
                .toList();
    }

    /** Forces a shutdown that is under way, or the one to come. From any thread. */
    public void force() {
        forceSignal.complete(null);
    }

    /** Completes with the report, whoever runs the shutdown. */
    public CompletableFuture<ShutdownReport> whenDone() {
        return done.copy();
    }

    /**
     * Shuts down and returns the report; a second call waits for the first.
     *
     * @throws IllegalStateException if an actor calls it, which would wait for itself
     */
    public ShutdownReport run() {
        if (!begun.compareAndSet(false, true)) {
            return awaitDone();
        }
        try {
            ShutdownReport report = run(new ShutdownTime(system, limits, forceSignal, this::tellAgain));
            done.complete(report);
            return report;
        } catch (Throwable broken) {
            // Whoever waits for the end must not wait for ever.
            done.completeExceptionally(broken);
            throw broken;
        }
    }

    private ShutdownReport awaitDone() {
        boolean interrupted = false;
        while (!done.isDone()) {
            try {
                system.await(done, limits.total());
            } catch (InterruptedException patience) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return done.join();
    }

    private ShutdownReport run(ShutdownTime time) {
        clock = Optional.of(time);
        StepRunner steps = new StepRunner(system, time);
        Optional<ShutdownReport.Force> forced = Optional.empty();
        StopReport left;
        move(ShutdownPhase.INITIATED);
        try {
            move(ShutdownPhase.PREPARATION);
            steps.run(preparations, limits.preparation(), over -> tell(over, preparations.size()));
            move(ShutdownPhase.ACTOR_SHUTDOWN);
            for (List<String> stage : plan.stages()) {
                stop(stage, time);
            }
            if (!late.isEmpty()) {
                // What a cleanup closes may still be in their hands.
                system.stop(SHORT);
            }
            move(ShutdownPhase.CLEANUP);
            steps.run(cleanups, limits.cleanup(), over -> tell(over, cleanups.size()));
            move(ShutdownPhase.FINALIZATION);
            left = system.stop(atLeast(SHORT, time.left()));
        } catch (ForcedException force) {
            LOG.warn("the shutdown is forced: {}", force.reason());
            forced = Optional.of(force.reason());
            move(ShutdownPhase.FORCED_SHUTDOWN);
            left = system.stop(SHORT);
            steps.runEssential(cleanups, limits.cleanup());
        }
        move(ShutdownPhase.COMPLETE);
        return new ShutdownReport(phases, stopped, late, steps.failed(), forced, left, time.elapsed());
    }

    private void move(ShutdownPhase next) {
        if (!phases.getLast().canMoveTo(next)) {
            throw new IllegalStateException(phases.getLast() + " cannot become " + next);
        }
        phases.add(next);
        tell(0, 0);
    }

    private void tell(int doneInPhase, int allInPhase) {
        percent = Math.max(percent, phases.getLast().percent(doneInPhase, allInPhase));
        tellAgain();
    }

    private void tellAgain() {
        try {
            progress.accept(ShutdownProgress.of(
                    phases.getLast(),
                    stopped.size(),
                    plan.size(),
                    percent,
                    clock.map(ShutdownTime::elapsed).orElse(Duration.ZERO),
                    limits.total()));
        } catch (Throwable broken) {
            LOG.error("a listener to the shutdown failed", broken);
        }
    }

    private static Duration atLeast(Duration least, Duration wanted) {
        return wanted.compareTo(least) > 0 ? wanted : least;
    }

    private void stop(List<String> stage, ShutdownTime time) throws ForcedException {
        Map<String, CompletableFuture<Terminated>> ends = new LinkedHashMap<>();
        stage.forEach(name -> ends.put(name, system.stop(required(name))));
        long stageBegan = time.now();
        for (Map.Entry<String, CompletableFuture<Terminated>> end : ends.entrySet()) {
            if (time.await(end.getValue(), limits.actor().minus(time.since(stageBegan)))) {
                stopped.add(end.getKey());
                requireOrderly(end.getKey(), end.getValue().join());
            } else {
                LOG.warn("{} did not stop within {}", end.getKey(), limits.actor());
                late.add(end.getKey());
            }
            tell(stopped.size() + late.size(), plan.size());
        }
        if (late.size() > limits.failures()) {
            throw new ForcedException(ShutdownReport.Force.TOO_MANY_FAILURES);
        }
    }

    private void requireOrderly(String name, Terminated how) throws ForcedException {
        if (how.failure().isPresent() && plan.critical().contains(name)) {
            throw new ForcedException(ShutdownReport.Force.CRITICAL_ACTOR_FAILED);
        }
    }

    private ActorRef<?> required(String name) {
        ActorRef<?> ref = actors.get(name);
        if (ref == null) {
            throw new IllegalStateException("no actor for " + name);
        }
        return ref;
    }
}
