package org.alys.actor.shutdown;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import org.alys.actor.ThreadStarter;

/** A step that runs on a thread of its own. */
final class StepRun {
    private final ThreadStarter threads;
    private final Thread thread;
    private final CompletableFuture<Optional<String>> outcome;

    private StepRun(ThreadStarter threads, Thread thread, CompletableFuture<Optional<String>> outcome) {
        this.threads = threads;
        this.thread = thread;
        this.outcome = outcome;
    }

    static StepRun begin(ThreadStarter threads, ShutdownStep step) {
        CompletableFuture<Optional<String>> outcome = new CompletableFuture<>();
        FutureTask<Void> task = new FutureTask<>(() -> {
            step.work().run();
            return null;
        });
        Thread thread = threads.start("shutdown step " + step.name(), () -> {
            task.run();
            outcome.complete(problemOf(task));
        });
        return new StepRun(threads, thread, outcome);
    }

    private static Optional<String> problemOf(FutureTask<Void> task) {
        return switch (task.state()) {
            case FAILED -> Optional.of(task.exceptionNow().toString());
            case SUCCESS -> Optional.empty();
            case RUNNING, CANCELLED -> Optional.of("was broken off");
        };
    }

    /** Completes when the step is over, with what went wrong, if something did. */
    CompletableFuture<Optional<String>> outcome() {
        return outcome;
    }

    void breakOff() {
        threads.interrupt(thread);
    }

    /**
     * What went wrong, if something did; a step that is not over is broken off.
     *
     * @param over whether {@link #outcome} has completed
     * @param limit what it was allowed
     */
    Optional<String> end(boolean over, Duration limit) {
        if (over) {
            return outcome.join();
        }
        breakOff();
        return Optional.of("took longer than " + limit);
    }
}
