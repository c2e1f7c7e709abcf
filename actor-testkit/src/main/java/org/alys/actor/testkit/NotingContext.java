package org.alys.actor.testkit;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.alys.actor.ActorContext;
import org.alys.actor.ActorFactory;
import org.alys.actor.ActorOptions;
import org.alys.actor.ActorPath;
import org.alys.actor.ActorRef;
import org.alys.actor.Cancellable;
import org.alys.actor.Delivery;
import org.alys.actor.Envelope;
import org.alys.actor.Terminated;
import org.alys.actor.TimeSource;
import org.alys.actor.Timers;
import org.alys.actor.supervision.Failure;

/** Passes everything on and notes what has an effect. */
record NotingContext<M>(ActorContext<M> real, Consumer<Effect> note) implements ActorContext<M> {
    @Override
    public ActorRef<M> self() {
        return real.self();
    }

    @Override
    public ActorPath path() {
        return real.path();
    }

    @Override
    public TimeSource time() {
        return real.time();
    }

    @Override
    public Envelope<M> envelope() {
        return real.envelope();
    }

    @Override
    public <C> ActorRef<C> spawn(String name, ActorFactory<C> factory, ActorOptions options) {
        ActorRef<C> child = real.spawn(name, factory, options);
        note.accept(new Effect.Spawned(child.path()));
        return child;
    }

    @Override
    public List<ActorRef<?>> children() {
        return real.children();
    }

    @Override
    public void stop(ActorRef<?> child) {
        real.stop(child);
        note.accept(new Effect.StoppedChild(child.path()));
    }

    @Override
    public void restart(ActorRef<?> child, Failure cause) {
        restart(child, cause, false);
    }

    @Override
    public void restart(ActorRef<?> child, Failure cause, boolean interrupt) {
        real.restart(child, cause, interrupt);
        note.accept(new Effect.RestartedChild(child.path(), cause));
    }

    @Override
    public void stop() {
        real.stop();
        note.accept(new Effect.StoppedItself());
    }

    @Override
    public void watch(ActorRef<?> actor, Function<Terminated, M> message) {
        real.watch(actor, message);
        note.accept(new Effect.Watched(actor.path()));
    }

    @Override
    public void unwatch(ActorRef<?> actor) {
        real.unwatch(actor);
        note.accept(new Effect.Unwatched(actor.path()));
    }

    @Override
    public void stash() {
        Object message = real.envelope().message();
        real.stash();
        note.accept(new Effect.Stashed(message));
    }

    @Override
    public void unstashAll() {
        real.unstashAll();
        note.accept(new Effect.Unstashed());
    }

    @Override
    public int stashed() {
        return real.stashed();
    }

    @Override
    public <T> void pipe(
            CompletionStage<T> future,
            Function<? super T, ? extends M> onResult,
            Function<? super Throwable, ? extends M> onFailure) {
        real.pipe(future, onResult, onFailure);
        note.accept(new Effect.Piped());
    }

    @Override
    public Delivery forward(ActorRef<M> to) {
        note.accept(new Effect.Forwarded(to.path(), real.envelope().message()));
        return real.forward(to);
    }

    @Override
    public Consumer<M> controlLane() {
        return real.controlLane();
    }

    @Override
    public Timers<M> timers() {
        Timers<M> timers = real.timers();
        return new Timers<>() {
            @Override
            public void single(String key, Duration delay, M message) {
                timers.single(key, delay, message);
                note.accept(new Effect.TimerSet(key, delay, message));
            }

            @Override
            public void periodic(String key, Duration interval, M message) {
                timers.periodic(key, interval, message);
                note.accept(new Effect.PeriodicTimerSet(key, interval, message));
            }

            @Override
            public boolean cancel(String key) {
                note.accept(new Effect.TimerCancelled(key));
                return timers.cancel(key);
            }

            @Override
            public boolean active(String key) {
                return timers.active(key);
            }
        };
    }

    @Override
    public <T> Cancellable background(Callable<T> work, Function<? super T, ? extends M> onResult) {
        note.accept(new Effect.BackgroundStarted());
        return real.background(work, onResult);
    }

    @Override
    public <T> Cancellable background(
            Callable<T> work,
            Function<? super T, ? extends M> onResult,
            Function<? super Throwable, ? extends M> onFailure) {
        note.accept(new Effect.BackgroundStarted());
        return real.background(work, onResult, onFailure);
    }
}
