package org.alys.actor;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import org.alys.actor.supervision.Failure;
import org.jspecify.annotations.Nullable;

/** Work an actor runs beside its mailbox. */
final class BackgroundTask<M, T> implements Cancellable, Runnable {
    private final Callable<T> work;
    private final Function<? super T, ? extends M> onResult;
    private final Optional<Function<? super Throwable, ? extends M>> onFailure;
    private final Consumer<Callable<Optional<M>>> lane;
    private final Consumer<BackgroundTask<M, T>> whenOver;
    private final Consumer<Failure> whenFatal;
    private final ThreadStarter threads;
    private volatile boolean cancelled;
    private volatile @Nullable Thread thread;

    /**
     * {@code lane} brings the result to the actor; {@code whenOver} is told on the actor's thread, {@code whenFatal} on that of
     * the work, also if nobody waits for it any more.
     */
    BackgroundTask(
            Callable<T> work,
            Function<? super T, ? extends M> onResult,
            Optional<Function<? super Throwable, ? extends M>> onFailure,
            Consumer<Callable<Optional<M>>> lane,
            Consumer<BackgroundTask<M, T>> whenOver,
            Consumer<Failure> whenFatal,
            ThreadStarter threads) {
        this.work = work;
        this.onResult = onResult;
        this.onFailure = onFailure;
        this.lane = lane;
        this.whenOver = whenOver;
        this.whenFatal = whenFatal;
        this.threads = threads;
    }

    void start(String name) {
        thread = threads.start(name, this);
    }

    @Override
    public void run() {
        Callable<Optional<M>> outcome;
        try {
            T result = work.call();
            outcome = () -> Optional.of(onResult.apply(result));
        } catch (Throwable thrown) {
            Failure failure = Failure.of(thrown);
            if (failure.fatal()) {
                whenFatal.accept(failure);
            }
            outcome = () -> Optional.of(answerTo(thrown));
        }
        Callable<Optional<M>> open = outcome;
        lane.accept(() -> {
            whenOver.accept(this);
            return cancelled ? Optional.empty() : open.call();
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
        Thread running = thread;
        if (running != null) {
            threads.interrupt(running);
        }
    }
}
