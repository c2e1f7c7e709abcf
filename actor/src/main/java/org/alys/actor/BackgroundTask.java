package org.alys.actor;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import org.alys.actor.supervision.Failure;
import org.jspecify.annotations.Nullable;

/** Work an actor runs beside its mailbox. */
final class BackgroundTask<M, T> implements Cancellable, Runnable {
    private final ActorCell<M> cell;
    private final RunningWork running;
    private final Callable<T> work;
    private final Function<? super T, ? extends M> onResult;
    private final Optional<Function<? super Throwable, ? extends M>> onFailure;
    private final Consumer<Callable<Optional<M>>> lane;
    private final Consumer<BackgroundTask<M, T>> whenOver;
    private volatile boolean cancelled;
    private volatile @Nullable Thread thread;

    /** {@code lane} brings the result to the actor; {@code whenOver} is told on the actor's thread. */
    BackgroundTask(
            ActorCell<M> cell,
            Callable<T> work,
            Function<? super T, ? extends M> onResult,
            Optional<Function<? super Throwable, ? extends M>> onFailure,
            Consumer<Callable<Optional<M>>> lane,
            Consumer<BackgroundTask<M, T>> whenOver) {
        this.cell = cell;
        this.running = cell.background();
        this.work = work;
        this.onResult = onResult;
        this.onFailure = onFailure;
        this.lane = lane;
        this.whenOver = whenOver;
    }

    void start() {
        running.began(this);
        try {
            thread = cell.runtime().threads().start("background of " + cell.path(), this);
        } catch (RuntimeException | Error noThread) {
            running.ended(this);
            throw noThread;
        }
    }

    @Override
    public void run() {
        try {
            bring(outcome());
        } finally {
            running.ended(this);
        }
    }

    private Callable<Optional<M>> outcome() {
        try {
            T result = work.call();
            return () -> Optional.of(onResult.apply(result));
        } catch (Throwable thrown) {
            Failure failure = Failure.of(thrown);
            if (failure.fatal()) {
                // Also if nobody waits for this work any more.
                cell.runtime().guardian().fatal(cell.path(), failure);
            }
            return () -> Optional.of(answerTo(thrown));
        }
    }

    private void bring(Callable<Optional<M>> outcome) {
        lane.accept(() -> {
            whenOver.accept(this);
            return cancelled ? Optional.empty() : outcome.call();
        });
    }

    private M answerTo(Throwable thrown) throws Exception {
        if (onFailure.isPresent() && !Failure.of(thrown).fatal()) {
            return onFailure.get().apply(thrown);
        }
        switch (thrown) {
            case Exception exception -> throw exception;
            case Error error -> throw error;
            default -> throw new IllegalStateException(thrown);
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
        Thread started = thread;
        if (started != null) {
            cell.runtime().threads().interrupt(started);
        }
    }
}
