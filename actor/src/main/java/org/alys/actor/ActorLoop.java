package org.alys.actor;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Collection;
import java.util.Optional;
import org.alys.actor.supervision.Failure;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The inside of one actor: takes signals and messages and runs the handler. Everything here happens on the thread of one
 * activation: it begins when something arrives for an actor at rest and ends when nothing is left, so an idle actor holds no
 * thread. In direct mode the thread is a virtual one of the activation's own, so a handler can block, be interrupted and
 * show up in a thread dump under the actor's name; in compute mode it is one of the pool, for one share of messages.
 */
final class ActorLoop<M> implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(ActorLoop.class);
    /** Messages and signals before other actors have their turn. */
    private static final int SHARE = 256;

    private enum Outcome {
        /** Nothing left to do. */
        RESTING,
        /** There is more, but others come first. */
        SHARED,
        /** The rest must wait for something, which this thread must not. */
        WAITING,
        OVER
    }

    private static final VarHandle THREAD;

    static {
        try {
            THREAD = MethodHandles.lookup().findVarHandle(ActorLoop.class, "thread", Thread.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final ActorCell<M> cell;
    private final ActorRuntime runtime;
    private final Mailbox<M> mailbox;
    private final ActorLife<M> life;
    private final Handling<M> handling;
    /** The thread that runs the actor now. */
    private volatile @Nullable Thread thread;

    private int turn;
    private final Foremost foremost = new Foremost();

    private @Nullable Runnable waitingWork;
    private boolean mayWait;
    /** Whether a message was handled since this thread last gave way to others before it ended. */
    private boolean linger;

    ActorLoop(ActorCell<M> cell, ActorFactory<M> factory) {
        this.cell = cell;
        this.runtime = cell.runtime();
        this.mailbox = cell.mailbox();
        this.life = new ActorLife<>(cell, this, factory);
        this.handling = new Handling<>(cell, life);
    }

    int restarts() {
        return life.restarts();
    }

    @Nullable
    Thread thread() {
        return thread;
    }

    long handled() {
        return handling.handled();
    }

    /** An activation on a thread that is not one of the pool. */
    @Override
    public void run() {
        CurrentActor.run(cell, () -> run(null));
    }

    /** An activation; {@code worker} is the calling thread if that is one of the pool. */
    void run(ComputePool.@Nullable Worker worker) {
        try {
            do {
                thread = worker == null ? Thread.currentThread() : worker;
                life.begin();
            } while (go(work(worker)));
        } catch (Throwable broken) {
            collapse(broken);
        }
    }

    /** Runs what must wait on a thread that may, and lets the actor go on where it belongs. */
    void runAfter(Runnable work) {
        CurrentActor.run(cell, () -> waitAndGoOn(work));
    }

    private void waitAndGoOn(Runnable work) {
        thread = Thread.currentThread();
        mayWait = true;
        try {
            work.run();
            mayWait = false;
            leave();
            if (!life.over()) {
                cell.schedule();
            }
        } catch (Throwable broken) {
            collapse(broken);
        }
    }

    /** True if this thread goes on with the actor. Otherwise it touches nothing of it any more. */
    private boolean go(Outcome outcome) {
        return switch (outcome) {
            case RESTING -> !rests();
            case SHARED -> {
                if (runtime.observed()) {
                    runtime.observer().mailboxDepth(cell.path(), mailbox.depth());
                    runtime.observer().flow(cell.path(), mailbox.flow());
                }
                leave();
                yield runtime.shareThread(cell);
            }
            case WAITING -> {
                leave();
                handOver();
                yield false;
            }
            case OVER -> {
                leave();
                yield false;
            }
        };
    }

    /** This thread touches nothing of the actor any more. Rest or scheduling follow, and publish it. */
    private void leave() {
        THREAD.setRelease(this, (Thread) null);
    }

    private boolean rests() {
        boolean running = life.running();
        if (running && linger) {
            // An answer that comes at once then finds this thread, and need not start another.
            linger = false;
            runtime.threads().pause();
            if (mailbox.somethingWaits(false)) {
                return false;
            }
        }
        if (running && runtime.observed()) {
            runtime.observer().mailboxDepth(cell.path(), 0);
        }
        leave();
        return mailbox.rest(!running);
    }

    private void handOver() {
        Runnable work = waitingWork;
        waitingWork = null;
        if (work != null) {
            cell.schedule(work);
        }
    }

    private Outcome work(ComputePool.@Nullable Worker worker) {
        for (int left = SHARE; left > 0; left--) {
            if (life.running()) {
                Signal<M> signal = mailbox.pollSignal();
                if (signal != null) {
                    on(signal);
                } else {
                    Object mail = next();
                    if (mail == null) {
                        return Outcome.RESTING;
                    }
                    if (worker != null) {
                        worker.release();
                    }
                    handling.handle(mail);
                    linger = worker == null;
                }
            } else {
                Outcome outcome = workBetweenLives();
                if (outcome != null) {
                    return outcome;
                }
            }
            runtime.step();
        }
        return Outcome.SHARED;
    }

    /** One signal or one start, while no messages are handled; null if there may be more to do. */
    private @Nullable Outcome workBetweenLives() {
        if (waitingWork != null) {
            return Outcome.WAITING;
        }
        if (life.over()) {
            return Outcome.OVER;
        }
        Signal<M> signal = mailbox.pollSignal();
        if (signal != null) {
            on(signal);
            return null;
        }
        return life.restartIfDue() ? null : Outcome.RESTING;
    }

    private @Nullable Object next() {
        Object mail = foremost.poll();
        return mail == null ? mailbox.poll(++turn) : mail;
    }

    /** For mail that goes before the mailbox, in the order given. */
    void handleFirst(Collection<Object> mails) {
        foremost.addFirst(mails);
    }

    /** What would be handled before the mailbox, taken out. */
    Collection<Object> takeFirst() {
        return foremost.takeAll();
    }

    /** Runs {@code work}, which waits if the actor has children, on a thread that may wait. Nothing may follow this call. */
    void whereMayWait(boolean waits, Runnable work) {
        if (waits && !mayWait && cell.mustNotWait()) {
            waitingWork = work;
        } else {
            work.run();
        }
    }

    private void on(Signal<M> signal) {
        switch (signal) {
            case Signal.Stop<M> stop -> {
                // A forced stop interrupts; the hooks that follow get their own time until the next interruption.
                Thread.interrupted();
                life.end(Optional.empty(), false);
            }
            case Signal.Pause<M> pause -> life.pause();
            case Signal.Resume<M> resume -> life.resume();
            case Signal.RestartDue<M> due -> life.restartIsDue();
            case Signal.Restart<M>(Failure cause, int restarts) -> life.restartAsked(cause, restarts);
            case Signal.ChildEnded<M>(ActorCell<?> child, Terminated how, boolean escalated) ->
                life.childEnded(child, how, escalated);
            case Signal.Overflowed<M>(int capacity) -> life.overflowed(capacity);
            case Signal.Arrived<M> arrived -> {
                if (!life.holds(arrived)) {
                    open(arrived);
                }
            }
        }
    }

    private void open(Signal.Arrived<M> arrived) {
        if (!life.isCurrent(arrived.addressee())) {
            return;
        }
        Optional<M> message;
        try {
            message = arrived.content().call();
        } catch (Throwable thrown) {
            life.fail(Failure.of(thrown), null);
            return;
        }
        message.ifPresent(content -> handling.handle(
                runtime.observed()
                        ? Parcels.pack(cell, content, cell, SendOptions.PLAIN, null, true)
                        : Parcels.plain(cell, content, cell)));
    }

    /** Ends an actor that was never launched, on the thread that stops it. */
    void endUnlaunched() {
        life.end(Optional.empty(), false);
    }

    private void collapse(Throwable broken) {
        // The runtime itself broke, or the machine did under it. What waits for this actor must not wait for ever.
        LOG.error("{} ends because its runtime failed", cell.path(), broken);
        life.collapse(Failure.of(broken));
    }
}
