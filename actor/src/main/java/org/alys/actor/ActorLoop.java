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
final class ActorLoop<M> extends Handling<M> implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(ActorLoop.class);
    /** Messages and signals before other actors have their turn. */
    private static final int SHARE = 256;

    /** So many messages one after another are a stream. */
    private static final int STREAM = 32;
    /** How often to look away while a stream goes on: together about as long as it takes to wake an actor. */
    private static final int LOOKS_AWAY = 128;
    /** How often to look for the next request of somebody who has an answer: together longer than a thread takes to wake up. */
    private static final int LOOKS = 512;
    /** What staying takes from the share, in messages, so that it keeps nobody waiting for long. */
    private static final int STAY = 16;

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

    private final Mailbox<M> mailbox;
    private final ActorLife<M> life;
    /** The thread that runs the actor now. */
    private volatile @Nullable Thread thread;

    /** The thread of its own on which an actor in compute mode waits, if it does now. */
    private volatile @Nullable Thread ownThread;

    private int turn;
    private final Foremost foremost = new Foremost();

    private @Nullable Runnable waitingWork;
    private boolean mayWait;
    /** What is left until others have their turn. */
    private int share;
    /** Messages handled since there was last nothing left. */
    private int inRow;
    /** Whether more came when this actor last stayed in a stream. */
    private boolean streaming;

    ActorLoop(ActorCell<M> cell, ActorFactory<M> factory) {
        super(cell);
        this.life = new ActorLife<>(cell, this, factory);
        this.mailbox = cell.mailbox();
    }

    boolean running() {
        return is(LifecycleState.RUNNING);
    }

    @Override
    void failed(Failure failure, @Nullable Envelope<M> over) {
        life.fail(failure, over);
    }

    @Override
    void owes(PendingReply<?> reply) {
        life.owes(reply);
    }

    int restarts() {
        return life.restarts();
    }

    @Override
    @Nullable
    Thread thread() {
        return thread;
    }

    @Override
    @Nullable
    Thread interruptible() {
        return cell.mustNotWait() ? ownThread : thread;
    }

    /** An activation on a thread of its own. */
    @Override
    public void run() {
        CurrentActor.become(cell);
        run(null);
    }

    /** An activation; {@code worker} is the calling thread if that is one of the pool. */
    void run(ComputePool.@Nullable Worker worker) {
        share = SHARE;
        try {
            do {
                thread = worker == null ? Thread.currentThread() : worker;
                if (is(LifecycleState.CREATED)) {
                    life.begin();
                }
            } while (go(work(worker), worker));
        } catch (Throwable broken) {
            collapse(broken);
        }
    }

    /** Runs what must wait on a thread that may, and lets the actor go on where it belongs. */
    void runAfter(Runnable work) {
        CurrentActor.become(cell);
        thread = Thread.currentThread();
        ownThread = thread;
        mayWait = true;
        try {
            work.run();
            mayWait = false;
            ownThread = null;
            leave();
            if (!is(LifecycleState.STOPPED)) {
                cell.schedule();
            }
        } catch (Throwable broken) {
            collapse(broken);
        }
    }

    /** True if this thread goes on with the actor. Otherwise it touches nothing of it any more. */
    private boolean go(Outcome outcome, ComputePool.@Nullable Worker worker) {
        return switch (outcome) {
            case RESTING -> !rests(worker);
            case SHARED -> {
                if (runtime.observed()) {
                    runtime.observer().mailboxDepth(cell.path(), mailbox.depth());
                    runtime.observer().flow(cell.path(), mailbox.flow());
                }
                leave();
                share = SHARE;
                yield runtime.shareThread(cell, worker);
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

    private boolean rests(ComputePool.@Nullable Worker worker) {
        boolean running = running();
        if (running && inRow > 0 && moreComesAtOnce(worker)) {
            return false;
        }
        if (running && runtime.observed()) {
            runtime.observer().mailboxDepth(cell.path(), 0);
        }
        leave();
        return mailbox.rest(!running);
    }

    /**
     * Stays for a moment before the actor rests, where the next message is likely to come at once; true if one came. Otherwise
     * to rest costs a message more than its handling: a receiver that has caught up with a stream would follow close behind
     * its senders, and every message would move cache lines between their cores; who has just got an answer would have to wake
     * a thread for the next question.
     */
    private boolean moreComesAtOnce(ComputePool.@Nullable Worker worker) {
        int handled = inRow;
        inRow = 0;
        if (streaming || handled >= STREAM) {
            streaming = moreAfterLookingAway();
            return streaming;
        }
        if (handled > 1) {
            return false;
        }
        if (worker == null) {
            runtime.threads().pause();
            return mailbox.somethingWaits(false);
        }
        return answered() && worker.nothingWaits() && moreWhileLooking();
    }

    private boolean moreAfterLookingAway() {
        share -= STAY;
        for (int i = 0; i < LOOKS_AWAY; i++) {
            Thread.onSpinWait();
        }
        return mailbox.somethingWaits(false);
    }

    private boolean moreWhileLooking() {
        share -= STAY;
        for (int i = 0; i < LOOKS; i++) {
            if (mailbox.somethingWaits(false)) {
                return true;
            }
            Thread.onSpinWait();
        }
        return false;
    }

    private void handOver() {
        Runnable work = waitingWork;
        waitingWork = null;
        if (work != null) {
            cell.schedule(work);
        }
    }

    private Outcome work(ComputePool.@Nullable Worker worker) {
        for (; share > 0; share--) {
            if (running()) {
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
                    handle(mail);
                    inRow++;
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
        if (is(LifecycleState.STOPPED)) {
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
        // What was interrupted is over; what follows has its own time until the next interruption.
        calm();
        switch (signal) {
            case Signal.Stop<M> stop -> life.end(Optional.empty(), false);
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

    /** Handles what a timer, a watch or background work brings. */
    void open(Signal.Arrived<M> arrived) {
        if (arrived.addressee() != incarnation()) {
            return;
        }
        Optional<M> message;
        try {
            message = arrived.content().call();
        } catch (Throwable thrown) {
            life.fail(Failure.of(thrown), null);
            return;
        }
        message.ifPresent(content -> handle(
                runtime.observed()
                        ? Parcels.pack(cell, content, cell, SendOptions.PLAIN, null, true)
                        : Parcels.plain(cell, content, cell)));
    }

    /** Ends an actor that was never launched, on the thread that stops it. */
    void endUnlaunched() {
        life.end(Optional.empty(), false);
    }

    /** Ends the actor and the system; for the thread that runs the actor, or that could not be given one. */
    void collapse(Throwable broken) {
        // The runtime itself broke, or the machine did under it. What waits for this actor must not wait for ever.
        LOG.error("{} ends because its runtime failed", cell.path(), broken);
        life.collapse(Failure.of(broken));
    }
}
