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
    private static final String NO_TIME = "no time was left";

    private final ActorSystem system;
    private final ShutdownTime time;
    private final Set<ShutdownStep> begun = new HashSet<>();
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
            return Optional.of(NO_TIME);
        }
        time.requireGoingOn();
        begun.add(step);
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

    /**
     * Runs the essential ones on the forced path; what has begun before does not run again. An interrupt from before forced the
     * shutdown and breaks nothing off here; one that comes now breaks off the step that runs.
     */
    void runEssential(List<ShutdownStep> steps, Duration limit) {
        boolean interrupted = Thread.interrupted();
        long began = time.now();
        for (ShutdownStep step : steps) {
            if (step.essential() && !begun.contains(step)) {
                try {
                    runForced(step, limit.minus(time.since(began))).ifPresent(reason -> failed(step, reason));
                } catch (InterruptedException again) {
                    interrupted = true;
                    failed(step, "was broken off");
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<String> runForced(ShutdownStep step, Duration limit) throws InterruptedException {
        if (!limit.isPositive()) {
            return Optional.of(NO_TIME);
        }
        StepRun running = StepRun.begin(system.threads(), step);
        boolean over = false;
        try {
            over = system.await(running.outcome(), limit);
        } finally {
            if (!over) {
                running.breakOff();
            }
        }
        return running.end(over, limit);
    }

    private void failed(ShutdownStep step, String reason) {
        LOG.error("shutdown step {} failed: {}", step.name(), reason);
        failed.add(step.name() + ": " + reason);
    }
}
