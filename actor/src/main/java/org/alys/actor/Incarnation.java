package org.alys.actor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.alys.actor.supervision.Failure;
import org.jspecify.annotations.Nullable;

/** One life of an actor, from the factory to its failure or stop, with everything that ends with it. */
final class Incarnation<M> implements ActorContext<M> {
    private final ActorCell<M> cell;
    private final Actor<M> actor;
    private final Children children;
    private @Nullable Map<ActorRef<?>, Consumer<Terminated>> watches;
    private @Nullable Set<BackgroundTask<M, ?>> tasks;
    private @Nullable CellTimers<M> timers;
    private @Nullable List<Object> stash;
    /** The number of the last message that was stashed; they count from 1. */
    private long lastAside;

    private boolean released;

    Incarnation(ActorCell<M> cell, Actor<M> actor, Children children) {
        this.cell = cell;
        this.actor = actor;
        this.children = children;
    }

    Actor<M> actor() {
        return actor;
    }

    /** Calls off whatever could still reach this incarnation, and returns what it had stashed. */
    List<Object> release() {
        released = true;
        if (timers != null) {
            timers.cancelAll();
        }
        if (tasks != null) {
            tasks.forEach(BackgroundTask::cancel);
            tasks = null;
        }
        if (watches != null) {
            watches.forEach((watched, watcher) -> cellOf(watched).watchers().remove(watcher));
            watches = null;
        }
        return takeStash();
    }

    private List<Object> takeStash() {
        List<Object> stashed = stash == null ? List.of() : stash;
        stash = null;
        return stashed;
    }

    @Override
    public void stash() {
        requireLivingOnOwnThread();
        Object mail = cell.inHand().mail();
        if (mail == null) {
            throw new IllegalStateException("no message in hand");
        }
        long number = cell.inHand().handled();
        if (putAside(number)) {
            return;
        }
        if (stashed() >= cell.options().stashCapacity()) {
            throw new IllegalStateException(
                    cell.path() + " has stashed " + cell.options().stashCapacity() + " messages already");
        }
        List<Object> all = stash == null ? new ArrayList<>() : stash;
        all.add(mail);
        stash = all;
        lastAside = number;
    }

    /** Whether the message with this number was stashed while it was in hand. */
    boolean putAside(long number) {
        return lastAside == number;
    }

    @Override
    public void unstashAll() {
        requireLivingOnOwnThread();
        cell.loop().handleFirst(takeStash());
    }

    @Override
    public Delivery forward(ActorRef<M> to) {
        return Asks.forward(cell, envelope(), to);
    }

    @Override
    public int stashed() {
        requireLivingOnOwnThread();
        return stash == null ? 0 : stash.size();
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
        return cell.inHand().envelope();
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
    public void restart(ActorRef<?> child, Failure cause) {
        restart(child, cause, false);
    }

    @Override
    public void restart(ActorRef<?> child, Failure cause, boolean interrupt) {
        requireLivingOnOwnThread();
        children.restart(child, cause, interrupt);
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
                toLane(() -> forget(watched, this) ? Optional.of(message.apply(terminated)) : Optional.empty());
            }
        };
        Map<ActorRef<?>, Consumer<Terminated>> all = watches == null ? new LinkedHashMap<>() : watches;
        all.put(watched, watcher);
        watches = all;
        cellOf(watched).watchers().add(watcher);
    }

    private boolean forget(ActorRef<?> watched, Consumer<Terminated> watcher) {
        return watches != null && watches.remove(watched, watcher);
    }

    @Override
    public void unwatch(ActorRef<?> watched) {
        requireLivingOnOwnThread();
        Consumer<Terminated> watcher = watches == null ? null : watches.remove(watched);
        if (watcher != null) {
            cellOf(watched).watchers().remove(watcher);
        }
    }

    @Override
    public Timers<M> timers() {
        requireLivingOnOwnThread();
        CellTimers<M> made = timers;
        if (made == null) {
            made = new CellTimers<>(cell.runtime(), this::requireLivingOnOwnThread, this::toLane);
            timers = made;
        }
        return made;
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
        Set<BackgroundTask<M, ?>> all = tasks == null ? new LinkedHashSet<>() : tasks;
        tasks = all;
        BackgroundTask<M, T> task = new BackgroundTask<>(cell, work, onResult, onFailure, this::toLane, all::remove);
        task.start();
        all.add(task);
        return task;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // The outcome goes to the mailbox.
    public <T> void pipe(
            CompletionStage<T> future,
            Function<? super T, ? extends M> onResult,
            Function<? super Throwable, ? extends M> onFailure) {
        requireLivingOnOwnThread();
        future.whenComplete((result, thrown) -> toLane(() -> Optional.of(
                thrown == null
                        ? onResult.apply(result)
                        : onFailure.apply(
                                thrown instanceof CompletionException wrapper && wrapper.getCause() != null
                                        ? wrapper.getCause()
                                        : thrown))));
    }

    @Override
    public Consumer<M> controlLane() {
        requireLivingOnOwnThread();
        return message -> toLane(() -> Optional.of(message));
    }

    private void toLane(Callable<Optional<M>> content) {
        cell.signal(new Signal.Arrived<>(this, content));
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
