package org.alys.actor;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The outside of one actor: its address, its mailbox and what other threads may ask of it. The inside, which only the
 * actor's thread touches, is {@link ActorLoop}.
 */
final class ActorCell<M> implements ActorRef<M>, Parent {
    private static final Delivery ACCEPTED = new Delivery.Accepted();
    /** Bound on the thread of an actor and on the threads its handlers fork in a structured scope. */
    private static final ScopedValue<ActorCell<?>> CURRENT = ScopedValue.newInstance();

    private final ActorRuntime runtime;
    private final ActorPath path;
    private final ActorOptions options;
    private final Parent parent;
    private final Mailbox<M> mailbox;
    private final Lifecycle lifecycle = new Lifecycle();
    private final Watchers watchers = new Watchers();
    private final CompletableFuture<Boolean> ready = new CompletableFuture<>();
    private final CompletableFuture<Terminated> terminated = new CompletableFuture<>();
    private final AtomicBoolean launched = new AtomicBoolean();
    private final MessageIds.Block ids;
    private final ActorLoop<M> loop;
    private volatile @Nullable Thread thread;
    private volatile @Nullable WaitEdge waitingFor;
    private volatile boolean forced;

    ActorCell(ActorRuntime runtime, Parent parent, ActorPath path, ActorFactory<M> factory, ActorOptions options) {
        this.runtime = runtime;
        this.path = path;
        this.options = options;
        this.parent = parent;
        this.mailbox = new Mailbox<>(options.mailboxCapacity(), options.overflow());
        this.ids = runtime.ids().block();
        this.loop = new ActorLoop<>(this, factory);
    }

    /** The actor whose handler, on its own thread, is making this call. */
    static Optional<ActorCell<?>> current() {
        return Optional.ofNullable(currentOrNull());
    }

    private static @Nullable ActorCell<?> currentOrNull() {
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
    public Delivery tell(M message) {
        return deliver(message, null, null);
    }

    @Override
    public Delivery tell(M message, Duration timeToLive) {
        return deliver(message, positive(timeToLive), null);
    }

    @Override
    public <R> R ask(Function<Reply<R>, M> request, Duration deadline) {
        PendingReply<R> reply = new PendingReply<>(path);
        ActorCell<?> asker = currentOrNull();
        if (asker == null) {
            return exchange(request, reply, positive(deadline));
        }
        WaitEdge edge = new WaitEdge(asker, this, reply);
        asker.waitingFor = edge;
        try {
            edge.cycle().ifPresent(cycle -> {
                throw new AskException(WaitEdge.describe(cycle));
            });
            return exchange(request, reply, positive(deadline));
        } finally {
            asker.waitingFor = null;
        }
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // The dependent stage would not pass a cancellation on to the ask.
    public <R> CompletableFuture<R> askAsync(Function<Reply<R>, M> request, Duration deadline) {
        PendingReply<R> reply = new PendingReply<>(path);
        Cancellable expiry = send(request, reply, positive(deadline));
        CompletableFuture<R> future = reply.future();
        future.whenComplete((answer, failure) -> expiry.cancel());
        return future;
    }

    private <R> R exchange(Function<Reply<R>, M> request, PendingReply<R> reply, Duration deadline) {
        Cancellable expiry = send(request, reply, deadline);
        try {
            return reply.await();
        } finally {
            expiry.cancel();
        }
    }

    private <R> Cancellable send(Function<Reply<R>, M> request, PendingReply<R> reply, Duration deadline) {
        M message = request.apply(reply);
        Cancellable expiry =
                runtime.scheduler().schedule(deadline, () -> reply.fail(new AskFailure.TimedOut(path, deadline)));
        switch (deliver(message, deadline, reply)) {
            case Delivery.Accepted() -> {}
            case Delivery.MailboxFull(ActorPath recipient, int capacity) ->
                reply.fail(new AskFailure.MailboxFull(recipient, capacity));
            case Delivery.Stopped(ActorPath recipient) -> reply.fail(new AskFailure.ActorStopped(recipient));
            case Delivery.Interrupted(ActorPath recipient) -> reply.fail(new AskFailure.Interrupted(recipient));
        }
        return expiry;
    }

    private Delivery deliver(M message, @Nullable Duration timeToLive, @Nullable PendingReply<?> reply) {
        ActorCell<?> sender = currentOrNull();
        Envelope<M> envelope = envelope(message, sender, timeToLive, reply);
        if (mailbox.closed()) {
            runtime.deadLetter(path, envelope, DeadLetter.Reason.ACTOR_STOPPED);
            return new Delivery.Stopped(path);
        }
        if (!mailbox.offer(envelope)) {
            return overflow(envelope, sender, timeToLive);
        }
        if (mailbox.closed()) {
            closeMailbox();
        }
        return ACCEPTED;
    }

    /** An envelope for a message that {@code sender}, on its own thread, sends now; from outside if there is none. */
    Envelope<M> envelope(
            M message, @Nullable ActorCell<?> sender, @Nullable Duration timeToLive, @Nullable PendingReply<?> reply) {
        long now = runtime.time().nanos();
        long deadline = timeToLive == null ? Envelope.NEVER : now + timeToLive.toNanos();
        return sender == null
                ? new Envelope<>(message, runtime.ids().next(), null, null, reply, now, deadline)
                : new Envelope<>(message, sender.ids.next(), sender.loop.inHand(), sender.path, reply, now, deadline);
    }

    private Delivery overflow(Envelope<M> envelope, @Nullable ActorCell<?> sender, @Nullable Duration timeToLive) {
        WaitingSenders senders = mailbox.senders();
        WaitingSenders.Outcome outcome = senders == null || sender == this
                ? WaitingSenders.Outcome.OUT_OF_TIME
                : senders.await(() -> tryAgain(envelope), patience(timeToLive), runtime.scheduler());
        return switch (outcome) {
            case DELIVERED -> {
                if (mailbox.closed()) {
                    closeMailbox();
                }
                yield ACCEPTED;
            }
            case CLOSED -> {
                runtime.deadLetter(path, envelope, DeadLetter.Reason.ACTOR_STOPPED);
                yield new Delivery.Stopped(path);
            }
            case OUT_OF_TIME -> {
                runtime.deadLetter(path, envelope, DeadLetter.Reason.MAILBOX_FULL);
                yield new Delivery.MailboxFull(path, mailbox.capacity());
            }
            case INTERRUPTED -> {
                runtime.deadLetter(path, envelope, DeadLetter.Reason.SENDER_INTERRUPTED);
                yield new Delivery.Interrupted(path);
            }
        };
    }

    private Optional<WaitingSenders.Outcome> tryAgain(Envelope<M> envelope) {
        if (mailbox.closed()) {
            return Optional.of(WaitingSenders.Outcome.CLOSED);
        }
        return mailbox.offer(envelope) ? Optional.of(WaitingSenders.Outcome.DELIVERED) : Optional.empty();
    }

    private Duration patience(@Nullable Duration timeToLive) {
        return switch (options.overflow()) {
            case Overflow.Reject() -> Duration.ZERO;
            case Overflow.Block(Duration patience) ->
                timeToLive != null && timeToLive.compareTo(patience) < 0 ? timeToLive : patience;
        };
    }

    /** Takes no more messages; those that wait become dead letters, and asks among them fail. */
    void closeMailbox() {
        mailbox.close(this::unhandled);
    }

    /** A message that will not be handled because the actor is over. */
    void unhandled(Envelope<M> envelope) {
        runtime.deadLetter(path, envelope, DeadLetter.Reason.ACTOR_STOPPED);
        PendingReply<?> reply = envelope.reply();
        if (reply != null) {
            reply.fail(new AskFailure.ActorStopped(path));
        }
    }

    /** Starts the actor's thread, the first time it is called. */
    void launch() {
        if (launched.compareAndSet(false, true)) {
            runtime.threads().start("actor " + path, () -> {
                thread = Thread.currentThread();
                mailbox.ownedByCurrentThread();
                ScopedValue.where(CURRENT, this).run(loop);
            });
        }
    }

    /** Asks the actor to stop after the message in hand. An actor that was never launched ends here and now. */
    void stop() {
        if (launched.compareAndSet(false, true)) {
            loop.endUnlaunched();
        } else {
            mailbox.signal(new Signal.Stop<>());
        }
    }

    /** Stops without supervision and interrupts the handler. */
    void force() {
        forced = true;
        stop();
        Thread running = thread;
        if (running != null) {
            running.interrupt();
        }
    }

    @Override
    public void childEnded(ActorCell<?> child, Terminated how, boolean escalated) {
        mailbox.signal(new Signal.ChildEnded<>(child, how, escalated));
    }

    boolean onOwnThread() {
        return Thread.currentThread().equals(thread);
    }

    boolean forced() {
        return forced;
    }

    @Nullable
    WaitEdge waitingFor() {
        return waitingFor;
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
            child.terminated.join();
        } finally {
            waitingFor = null;
        }
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
        return new ActorSnapshot(path, state(), mailbox.depth(), mailbox.capacity(), loop.restarts());
    }

    private static Duration positive(Duration duration) {
        if (!duration.isPositive()) {
            throw new IllegalArgumentException("a deadline must be positive: " + duration);
        }
        return duration;
    }

    @Override
    public String toString() {
        return "ActorRef[" + path + "]";
    }
}
