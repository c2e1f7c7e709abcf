package org.alys.actor;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One life of an actor, from the factory to its failure or stop, with everything that ends with it. */
final class Incarnation<M> implements ActorContext<M> {
    private final ActorCell<M> cell;
    private final Actor<M> actor;
    private final Children children;
    private final Map<ActorRef<?>, Consumer<Terminated>> watches = new HashMap<>(0);
    private final Set<BackgroundTask<M, ?>> tasks = new HashSet<>(0);
    private final CellTimers<M> timers;
    private @Nullable Envelope<M> inHand;
    private boolean released;

    Incarnation(ActorCell<M> cell, Actor<M> actor, Children children) {
        this.cell = cell;
        this.actor = actor;
        this.children = children;
        this.timers = new CellTimers<>(cell.runtime(), this::requireLivingOnOwnThread, this::toLane);
    }

    Actor<M> actor() {
        return actor;
    }

    void receive(Envelope<M> envelope) throws Exception {
        inHand = envelope;
        try {
            actor.receive(envelope.message(), this);
        } finally {
            inHand = null;
        }
    }

    /** Calls off whatever could still reach this incarnation. */
    void release() {
        released = true;
        timers.cancelAll();
        tasks.forEach(BackgroundTask::cancel);
        tasks.clear();
        watches.forEach((watched, watcher) -> cellOf(watched).watchers().remove(watcher));
        watches.clear();
    }

    @Override
    public ActorRef<M> self() {
        return cell;
    }

    @Override
    public ActorPath path() {
        return cell.path();
    }

    @Override
    public TimeSource time() {
        return cell.runtime().time();
    }

    @Override
    public Envelope<M> envelope() {
        requireLivingOnOwnThread();
        Envelope<M> envelope = inHand;
        if (envelope == null) {
            throw new IllegalStateException("no message in hand");
        }
        return envelope;
    }

    @Override
    public <C> ActorRef<C> spawn(String name, ActorFactory<C> factory, ActorOptions options) {
        requireLivingOnOwnThread();
        return children.spawn(name, factory, options);
    }

    @Override
    public List<ActorRef<?>> children() {
        requireLivingOnOwnThread();
        return children.refs();
    }

    @Override
    public void stop(ActorRef<?> child) {
        requireLivingOnOwnThread();
        children.stop(child);
    }

    @Override
    public void stop() {
        requireLivingOnOwnThread();
        cell.stop();
    }

    @Override
    public void watch(ActorRef<?> watched, Function<Terminated, M> message) {
        unwatch(watched);
        Consumer<Terminated> watcher = new Consumer<>() {
            @Override
            public void accept(Terminated terminated) {
                toLane(() -> watches.remove(watched, this) ? Optional.of(message.apply(terminated)) : Optional.empty());
            }
        };
        watches.put(watched, watcher);
        cellOf(watched).watchers().add(watcher);
    }

    @Override
    public void unwatch(ActorRef<?> watched) {
        requireLivingOnOwnThread();
        Consumer<Terminated> watcher = watches.remove(watched);
        if (watcher != null) {
            cellOf(watched).watchers().remove(watcher);
        }
    }

    @Override
    public Timers<M> timers() {
        return timers;
    }

    @Override
    public <T> Cancellable background(Callable<T> work, Function<? super T, ? extends M> onResult) {
        return background(work, onResult, Optional.empty());
    }

    @Override
    public <T> Cancellable background(
            Callable<T> work,
            Function<? super T, ? extends M> onResult,
            Function<? super Throwable, ? extends M> onFailure) {
        return background(work, onResult, Optional.of(onFailure));
    }

    private <T> Cancellable background(
            Callable<T> work,
            Function<? super T, ? extends M> onResult,
            Optional<Function<? super Throwable, ? extends M>> onFailure) {
        requireLivingOnOwnThread();
        BackgroundTask<M, T> task = new BackgroundTask<>(work, onResult, onFailure, this::toLane, tasks::remove);
        tasks.add(task);
        task.start(cell.runtime().threads(), "background of " + cell.path());
        return task;
    }

    private void toLane(Callable<Optional<M>> content) {
        cell.mailbox().signal(new Signal.Arrived<>(this, content));
    }

    private static ActorCell<?> cellOf(ActorRef<?> ref) {
        return switch (ref) {
            case ActorCell<?> cell -> cell;
        };
    }

    private void requireLivingOnOwnThread() {
        if (released || !cell.onOwnThread()) {
            throw new IllegalStateException("the context of " + cell.path() + " was used "
                    + (released ? "after its incarnation ended" : "outside the actor's thread"));
        }
    }
}
