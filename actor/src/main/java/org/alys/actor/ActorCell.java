package org.alys.actor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.function.Function;
import org.alys.actor.supervision.Failure;
import org.jspecify.annotations.Nullable;

/**
 * The outside of one actor: its address, its mailbox and what other threads may ask of it. The inside, which only the
 * thread that runs the actor touches, is {@link ActorLoop}.
 */
final class ActorCell<M> implements ActorRef<M>, Parent {
    private static final Delivery ACCEPTED = new Delivery.Accepted();
    /** Bound on the thread of an actor and on the threads its handlers fork in a structured scope. */
    private static final ScopedValue<ActorCell<?>> CURRENT = ScopedValue.newInstance();

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
    private final Lifecycle lifecycle = new Lifecycle();
    private final Watchers watchers = new Watchers();
    private final CompletableFuture<Boolean> ready = new CompletableFuture<>();
    private final CompletableFuture<Terminated> terminated = new CompletableFuture<>();
    private final ActorLoop<M> loop;
    private final ComputePool.@Nullable Activation activation;
    private MessageIds.@Nullable Block ids;

    @SuppressWarnings("UnusedVariable") // Read by its updater.
    private volatile int launched;

    @SuppressWarnings("UnusedVariable") // As above.
    private volatile int overflowing;

    private volatile @Nullable Thread thread;
    private volatile @Nullable WaitEdge waitingFor;
    private volatile boolean forced;

    ActorCell(ActorRuntime runtime, Parent parent, ActorPath path, ActorFactory<M> factory, ActorOptions options) {
        this.runtime = runtime;
        this.path = path;
        this.options = options;
        this.parent = parent;
        this.mailbox = runtime.mailboxes().create(options, runtime.threads());
        this.loop = new ActorLoop<>(this, factory);
        this.activation = options.mode() == ExecutionMode.COMPUTE ? new ComputePool.Activation(this) : null;
    }

    /** The actor whose handler, on its own thread, is making this call. */
    static Optional<ActorCell<?>> current() {
        return Optional.ofNullable(currentOrNull());
    }

    static <M> ActorCell<M> of(ActorRef<M> ref) {
        return switch (ref) {
            case ActorCell<M> cell -> cell;
        };
    }

    static @Nullable ActorCell<?> currentOrNull() {
        if (Thread.currentThread() instanceof ComputePool.Worker worker) {
            return worker.running();
        }
        if (!CURRENT.isBound()) {
            return null;
        }
        ActorCell<?> cell = CURRENT.get();
        return cell.onOwnThread() ? cell : null;
    }

    @Override
    public ActorPath path() {
        return path;
    }

    @Override
    public LifecycleState state() {
        return lifecycle.state();
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
        ActorCell<?> sender = currentOrNull();
        if (message instanceof Prioritized || runtime.observed() || mailbox.takeStamp()) {
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
        ActorCell<?> sender = currentOrNull();
        boolean stamped = runtime.observed() || mailbox.takeStamp();
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
        if (mailbox.signal(signal)) {
            schedule();
        }
    }

    /** Runs the actor on a thread; whoever made it active calls this once. */
    void schedule() {
        ComputePool.Activation task = activation;
        if (task == null) {
            runtime.threads().start(path.value(), this::activate);
        } else {
            runtime.compute(task);
        }
    }

    /** As {@link #schedule()} for an actor in compute mode that has had its share. */
    void reschedule() {
        if (activation != null) {
            runtime.computeLater(activation);
        }
    }

    /** Runs the actor until it rests or has had its share, on the calling thread. */
    void activate() {
        if (Thread.currentThread() instanceof ComputePool.Worker) {
            loop.run();
        } else {
            ScopedValue.where(CURRENT, this).run(loop);
        }
    }

    /** Runs {@code work} of this actor, which waits, on a thread that may wait, and then lets the actor go on. */
    void schedule(Runnable work) {
        runtime.threads()
                .start(path.value(), () -> ScopedValue.where(CURRENT, this).run(() -> loop.runAfter(work)));
    }

    void entered(@Nullable Thread running) {
        thread = running;
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
        if (LAUNCHED.compareAndSet(this, 0, 1)) {
            loop.endUnlaunched();
        } else {
            signal(new Signal.Stop<>());
        }
    }

    /** Stops without supervision and interrupts the handler, unless it runs on a thread it shares. */
    void force() {
        forced = true;
        stop();
        Thread running = thread;
        if (running != null && !(running instanceof ComputePool.Worker)) {
            runtime.threads().interrupt(running);
        }
    }

    void pause() {
        signal(new Signal.Pause<>());
    }

    void resume() {
        signal(new Signal.Resume<>());
    }

    /** Starts it afresh with its mailbox kept; {@code interrupt} also breaks off the message in hand. */
    void restart(Failure cause, boolean interrupt) {
        int before = loop.restarts();
        Thread running = thread;
        if (interrupt && running != null && !(running instanceof ComputePool.Worker)) {
            runtime.threads().interrupt(running);
        }
        signal(new Signal.Restart<>(cause, before));
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

    boolean onOwnThread() {
        return Thread.currentThread().equals(thread);
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

    /** An id for a message sent or received by this actor; for its thread. */
    long nextId() {
        MessageIds.Block block = ids;
        if (block == null) {
            block = runtime.ids().block();
            ids = block;
        }
        return block.next();
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

    Lifecycle lifecycle() {
        return lifecycle;
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

    @Override
    public String toString() {
        return "ActorRef[" + path + "]";
    }
}
