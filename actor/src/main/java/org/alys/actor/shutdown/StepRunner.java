package org.alys.actor.shutdown;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;
import org.alys.actor.ActorSystem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the steps of one shutdown, one after another, and keeps what went wrong. For the thread of the shutdown. */
final class StepRunner {
    private static final Logger LOG = LoggerFactory.getLogger(StepRunner.class);

    private final ActorSystem system;
    private final ShutdownTime time;
    private final Set<String> begun = new HashSet<>();
    private final List<String> failed = new ArrayList<>();

    StepRunner(ActorSystem system, ShutdownTime time) {
        this.system = system;
        this.time = time;
    }

    /** The names of steps that failed, each with its reason. */
    List<String> failed() {
        return failed;
    }

    /** Runs them all within the limit; {@code done} is told after each how many are over. */
    void run(List<ShutdownStep> steps, Duration limit, IntConsumer done) throws ForcedException {
        long phaseBegan = time.now();
        int over = 0;
        for (ShutdownStep step : steps) {
            begun.add(step.name());
            Optional<String> problem = run(step, limit.minus(time.since(phaseBegan)));
            problem.ifPresent(reason -> failed(step, reason));
            if (problem.isPresent() && step.essential()) {
                throw new ForcedException(ShutdownReport.Force.CRITICAL_STEP_FAILED);
            }
            done.accept(++over);
        }
    }

    private Optional<String> run(ShutdownStep step, Duration limit) throws ForcedException {
        if (!limit.isPositive()) {
            return Optional.of("no time was left");
        }
        StepRun running = StepRun.begin(system.threads(), step);
        boolean over = false;
        try {
            over = time.await(running.outcome(), limit);
        } finally {
            if (!over) {
                running.breakOff();
            }
        }
        return running.end(over, limit);
    }

    /** Runs the essential ones on the forced path; what has begun before does not run again. */
    void runEssential(List<ShutdownStep> steps, Duration limit) {
        long began = time.now();
        for (ShutdownStep step : steps) {
            if (step.essential() && !begun.contains(step.name())) {
                Duration left = limit.minus(time.since(began));
                StepRun running = StepRun.begin(system.threads(), step);
                boolean over = false;
                try {
                    over = system.await(running.outcome(), left);
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                }
                running.end(over, left).ifPresent(reason -> failed(step, reason));
            }
        }
    }

    private void failed(ShutdownStep step, String reason) {
        LOG.error("shutdown step {} failed: {}", step.name(), reason);
        failed.add(step.name() + ": " + reason);
    }
}
