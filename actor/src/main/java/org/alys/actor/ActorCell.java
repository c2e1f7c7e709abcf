package org.alys.actor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.function.Function;
import org.alys.actor.supervision.Failure;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The outside of one actor: its address, its mailbox and what other threads may ask of it. The inside, which only the
 * thread that runs the actor touches, is {@link ActorLoop}.
 */
final class ActorCell<M> implements ActorRef<M>, Parent, Thread.UncaughtExceptionHandler {
    private static final Delivery ACCEPTED = new Delivery.Accepted();
    private static final Logger LOG = LoggerFactory.getLogger(ActorCell.class);

    @SuppressWarnings("rawtypes")
    private static final AtomicIntegerFieldUpdater<ActorCell> LAUNCHED =
            AtomicIntegerFieldUpdater.newUpdater(ActorCell.class, "launched");

    @SuppressWarnings("rawtypes")
    private static final AtomicIntegerFieldUpdater<ActorCell> OVERFLOWING =
            AtomicIntegerFieldUpdater.newUpdater(ActorCell.class, "overflowing");

    private final ActorRuntime runtime;
    private final ActorPath path;
    private final ActorOptions options;
    private final Parent parent;
    private final Mailbox<M> mailbox;
    private final Watchers watchers = new Watchers();
    private final CompletableFuture<Boolean> ready = new CompletableFuture<>();
    private final CompletableFuture<Terminated> terminated = new CompletableFuture<>();
    private final ActorLoop<M> loop;
    private final ComputePool.@Nullable Activation activation;

    @SuppressWarnings("UnusedVariable") // Read by its updater.
    private volatile int launched;

    @SuppressWarnings("UnusedVariable") // As above.
    private volatile int overflowing;

    private volatile @Nullable WaitEdge waitingFor;
    private volatile boolean forced;
    /** Made with the first background work. */
    private volatile @Nullable RunningWork work;

    ActorCell(ActorRuntime runtime, Parent parent, ActorPath path, ActorFactory<M> factory, ActorOptions options) {
        this.runtime = runtime;
        this.path = path;
        this.options = options;
        this.parent = parent;
        this.mailbox = runtime.mailboxes().create(options, runtime.threads());
        this.loop = new ActorLoop<>(this, factory);
        this.activation = options.mode() == ExecutionMode.COMPUTE ? new ComputePool.Activation(this) : null;
    }

    static <M> ActorCell<M> of(ActorRef<M> ref) {
        return switch (ref) {
            case ActorCell<M> cell -> cell;
        };
    }

    @Override
    public ActorPath path() {
        return path;
    }

    @Override
    public LifecycleState state() {
        return loop.state();
    }

    @Override
    public int waiting() {
        return mailbox.depth();
    }

    @Override
    public FlowState flow() {
        return mailbox.flow();
    }

    @Override
    public Delivery tell(M message) {
        Objects.requireNonNull(message, "a message is not null");
        ActorCell<?> sender = CurrentActor.orNull();
        if (message instanceof Prioritized || runtime.observed() || mailbox.stampDue(Priority.NORMAL)) {
            return post(Parcels.pack(this, message, sender, SendOptions.PLAIN, null, true), sender, null);
        }
        return post(Parcels.plain(this, message, sender), sender, null);
    }

    @Override
    public Delivery tell(M message, Duration timeToLive) {
        return tell(message, SendOptions.PLAIN.withTimeToLive(timeToLive));
    }

    @Override
    public Delivery tell(M message, SendOptions sending) {
        Objects.requireNonNull(message, "a message is not null");
        ActorCell<?> sender = CurrentActor.orNull();
        boolean stamped = runtime.observed() || mailbox.stampDue(Parcels.priority(message, sending));
        return post(
                Parcels.pack(this, message, sender, sending, null, stamped),
                sender,
                sending.timeToLive().orElse(null));
    }

    @Override
    public <R> R ask(Function<Reply<R>, M> request, Duration deadline) {
        return Asks.ask(this, request, deadline);
    }

    @Override
    public <R> CompletableFuture<R> askAsync(Function<Reply<R>, M> request, Duration deadline) {
        return Asks.askAsync(this, request, deadline);
    }

    /** Sends a message, bare or in its envelope, on its way to the mailbox. */
    Delivery post(Object mail, @Nullable ActorCell<?> sender, @Nullable Duration timeToLive) {
        Interference interference = runtime.interference();
        return interference == null
                ? put(mail, sender, timeToLive)
                : interference.sending(new Letter(this, mail, sender, timeToLive));
    }

    /** Puts a message into the mailbox. */
    Delivery put(Object mail, @Nullable ActorCell<?> sender, @Nullable Duration timeToLive) {
        if (mailbox.closed()) {
            runtime.deadLetter(this, mail, DeadLetter.Reason.ACTOR_STOPPED);
            return new Delivery.Stopped(path);
        }
        Priority priority = mail instanceof Parcel<?> parcel ? parcel.priority() : Priority.NORMAL;
        runtime.step();
        if (!mailbox.offer(mail, priority)) {
            return Overflowing.post(this, mail, priority, sender, timeToLive);
        }
        delivered();
        return ACCEPTED;
    }

    /** After every message that went into the mailbox. */
    void delivered() {
        runtime.step();
        if (mailbox.wakeForMessage()) {
            schedule();
        }
        if (mailbox.closed()) {
            closeMailbox();
        }
    }

    /** Any thread: puts a signal into the control lane. */
    void signal(Signal<M> signal) {
        if (put(signal)) {
            schedule();
        }
    }

    /** As {@link #signal}, and interrupts what the actor does now; {@code evenItsEnd} also if it is ending. */
    private void breakOff(Signal<M> signal, boolean evenItsEnd) {
        if (loop.breakOff(evenItsEnd, () -> put(signal))) {
            schedule();
        }
    }

    /** True if the actor must be scheduled now. Nobody would ever take a signal out of the lane of an actor that is over. */
    private boolean put(Signal<M> signal) {
        return !loop.is(LifecycleState.STOPPED) && mailbox.signal(signal);
    }

    /** Runs the actor on a thread; whoever made it active calls this once. */
    void schedule() {
        ComputePool.Activation task = activation;
        try {
            if (task == null) {
                runtime.threads().start(path.value(), loop);
            } else {
                runtime.compute(task);
            }
        } catch (RuntimeException | Error noThread) {
            // It counts as active, so nobody else will try again: whoever waits for it must not wait for ever.
            loop.collapse(noThread);
        }
    }

    /** As {@link #schedule()} for an actor in compute mode that has had its share. */
    void reschedule() {
        if (activation != null) {
            runtime.computeLater(activation);
        }
    }

    /** Runs {@code work} of this actor, which waits, on a thread that may wait, and then lets the actor go on. */
    void schedule(Runnable work) {
        runtime.threads().start(path.value(), () -> loop.runAfter(work));
    }

    /** What escaped from the runtime itself on a thread of this actor. */
    @Override
    public void uncaughtException(Thread running, Throwable thrown) {
        LOG.error("{} lost its thread {}", path, running, thrown);
    }

    /** Takes no more messages; those that wait become dead letters, and asks among them fail. */
    void closeMailbox() {
        List<Object> left = new ArrayList<>(0);
        mailbox.close(left::add);
        left.forEach(this::unhandled);
    }

    /** A message that will not be handled because the actor is over. */
    void unhandled(Object mail) {
        refuse(mail, DeadLetter.Reason.ACTOR_STOPPED, new AskFailure.ActorStopped(path));
    }

    /** Makes a message a dead letter and, if it is a request, fails it. */
    void refuse(Object mail, DeadLetter.Reason reason, AskFailure failure) {
        runtime.deadLetter(this, mail, reason);
        PendingReply<?> reply =
                mail instanceof Parcel<?> parcel ? parcel.extras().reply() : null;
        if (reply != null) {
            reply.fail(failure);
        }
    }

    /** Makes the actor begin, the first time it is called. */
    void launch() {
        if (LAUNCHED.compareAndSet(this, 0, 1)) {
            mailbox.launch();
            schedule();
        }
    }

    /** Asks the actor to stop after the message in hand. An actor that was never launched ends here and now. */
    void stop() {
        if (!endedUnlaunched()) {
            signal(new Signal.Stop<>());
        }
    }

    private boolean endedUnlaunched() {
        boolean first = LAUNCHED.compareAndSet(this, 0, 1);
        if (first) {
            loop.endUnlaunched();
        }
        return first;
    }

    /**
     * Stops without supervision and interrupts the handler or hook in hand, unless it runs on a thread it shares, and all
     * background work.
     */
    void force() {
        forced = true;
        if (!endedUnlaunched()) {
            breakOff(new Signal.Stop<>(), true);
        }
        RunningWork running = work;
        if (running != null) {
            running.cancel();
        }
    }

    /** Its background work, made if it has none yet; for the actor's thread. */
    RunningWork background() {
        RunningWork made = work;
        if (made == null) {
            made = new RunningWork(path, runtime);
            work = made;
        }
        return made;
    }

    boolean worksInBackground() {
        RunningWork running = work;
        return running != null && running.count() > 0;
    }

    /** Waits, on this actor's thread, until its background work has ended. */
    void awaitWork() {
        RunningWork running = work;
        if (running != null) {
            running.awaitEnd();
        }
    }

    void pause() {
        signal(new Signal.Pause<>());
    }

    void resume() {
        signal(new Signal.Resume<>());
    }

    /**
     * Starts it afresh with its mailbox kept; {@code interrupt} also breaks off the message in hand, or its beginning, but never
     * its end.
     */
    void restart(Failure cause, boolean interrupt) {
        Signal<M> restart = new Signal.Restart<>(cause, loop.restarts());
        if (interrupt) {
            breakOff(restart, false);
        } else {
            signal(restart);
        }
    }

    @Override
    public void childEnded(ActorCell<?> child, Terminated how, boolean escalated) {
        signal(new Signal.ChildEnded<>(child, how, escalated));
    }

    /** Makes the actor fail because its mailbox is full; once until it has seen it. */
    void overflowed() {
        if (OVERFLOWING.compareAndSet(this, 0, 1)) {
            signal(new Signal.Overflowed<>(mailbox.capacity(Priority.NORMAL)));
        }
    }

    void overflowSeen() {
        overflowing = 0;
    }

    boolean runsOn(Thread candidate) {
        return candidate.equals(loop.thread());
    }

    boolean onOwnThread() {
        return runsOn(Thread.currentThread());
    }

    /** Whether the handler that runs now must not wait. */
    boolean mustNotWait() {
        return options.mode() == ExecutionMode.COMPUTE;
    }

    boolean forced() {
        return forced;
    }

    @Nullable
    WaitEdge waitingFor() {
        return waitingFor;
    }

    void waitsFor(@Nullable WaitEdge edge) {
        waitingFor = edge;
    }

    /**
     * Waits, on this actor's thread, until {@code child} is over. If the child is itself waiting for an answer from this
     * actor, which it cannot get any more, that ask is refused first.
     */
    void awaitEnd(ActorCell<?> child) {
        WaitEdge edge = new WaitEdge(this, child, null);
        waitingFor = edge;
        try {
            edge.cycle().ifPresent(WaitEdge::refuseLastAsk);
            Await.completion(runtime.threads(), child.terminated);
        } finally {
            waitingFor = null;
        }
    }

    InHand<M> inHand() {
        return loop;
    }

    ActorLoop<M> loop() {
        return loop;
    }

    ActorRuntime runtime() {
        return runtime;
    }

    ActorOptions options() {
        return options;
    }

    Parent parent() {
        return parent;
    }

    Mailbox<M> mailbox() {
        return mailbox;
    }

    Watchers watchers() {
        return watchers;
    }

    /** True once the actor has run for the first time; false if it ended before it did. */
    CompletableFuture<Boolean> ready() {
        return ready;
    }

    CompletableFuture<Terminated> terminated() {
        return terminated;
    }

    ActorSnapshot snapshot() {
        return new ActorSnapshot(path, state(), mailbox.depth(), mailbox.capacity(Priority.NORMAL), loop.restarts());
    }

    /** Of the path, so that hashed sets of addresses have the same order in every replay of a run. */
    @Override
    public int hashCode() {
        return path.value().hashCode();
    }

    @Override
    public String toString() {
        return "ActorRef[" + path + "]";
    }
}
