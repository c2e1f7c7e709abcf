package org.alys.actor.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.alys.actor.ActorOptions;
import org.alys.actor.ActorRef;
import org.alys.actor.ActorSystem;
import org.alys.actor.Envelope;
import org.alys.actor.LifecycleState;
import org.alys.actor.Overflow;

/**
 * An actor that keeps what it gets for a test to look at. For systems on real threads; it waits in real time, and an
 * expectation that is not met is an {@link AssertionError}.
 *
 * @param <M> the messages it takes
 */
public final class TestProbe<M> {
    private static final ActorOptions LOSES_NOTHING = ActorOptions.DEFAULTS.withMailbox(1 << 24, new Overflow.Reject());

    private final LinkedBlockingQueue<Envelope<M>> received = new LinkedBlockingQueue<>();
    private final ActorSystem system;
    private final ActorRef<M> ref;
    private final Duration patience;

    private TestProbe(ActorSystem system, String name, Duration patience) {
        this.system = system;
        this.patience = patience;
        ref = system.spawn(name, () -> (message, context) -> received.add(context.envelope()), LOSES_NOTHING);
    }

    /** Spawns a probe that waits at most {@code patience} for what it expects. */
    public static <M> TestProbe<M> in(ActorSystem system, String name, Duration patience) {
        return new TestProbe<>(system, name, patience);
    }

    /** The address to give to the actors under test. */
    public ActorRef<M> ref() {
        return ref;
    }

    /** The next message, in its envelope. */
    public Envelope<M> expectEnvelope() {
        try {
            Envelope<M> next = received.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
            if (next == null) {
                throw new AssertionError(ref.path() + " got nothing within " + patience);
            }
            return next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** The next message. */
    public M expectMessage() {
        return expectEnvelope().message();
    }

    /** The next message, which must be equal to this. */
    public M expect(M message) {
        M next = expectMessage();
        if (!next.equals(message)) {
            throw new AssertionError(ref.path() + " expected " + message + " but got " + next);
        }
        return next;
    }

    /** Takes messages until one passes; returns all of them, that one last. */
    public List<M> expectUntil(Predicate<? super M> last) {
        List<M> seen = new ArrayList<>();
        do {
            seen.add(expectMessage());
        } while (!last.test(seen.getLast()));
        return seen;
    }

    /** Nothing has come so far that was not taken. Ask the actor under test first, to know that it has done its work. */
    public void expectNothing() {
        awaitMessageInHand();
        Envelope<M> next = received.peek();
        if (next != null || ref.waiting() > 0) {
            throw new AssertionError(
                    ref.path() + " expected nothing but got " + (next == null ? "a message just now" : next.message()));
        }
    }

    /** What the probe has taken out of its mailbox has been written down when this returns: a pause comes after it. */
    private void awaitMessageInHand() {
        long giveUp = System.nanoTime() + patience.toNanos();
        if (ref.state() == LifecycleState.RUNNING) {
            system.pause(ref);
            while (ref.state() == LifecycleState.RUNNING && System.nanoTime() - giveUp < 0) {
                Thread.onSpinWait();
            }
            system.resume(ref);
        }
    }
}
