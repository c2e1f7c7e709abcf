package org.alys.actor.routing;

import java.util.Optional;
import org.alys.actor.Actor;
import org.alys.actor.ActorContext;
import org.alys.actor.ActorFactory;
import org.alys.actor.ActorOptions;
import org.alys.actor.ActorRef;

/**
 * Two versions of one part beside each other behind one address, its children, so that neither is without supervision while the
 * work moves from one to the other. The old one serves until a {@link Switchover} says otherwise, and stays ready: when the new
 * one ends for good, by its own policy, the next message goes to the old one again. What waited in the mailbox of the new one is
 * lost with it, and requests among that fail at once. When the old one is gone, the end of the new one is this actor's failure,
 * and so is the end of the old one while it serves.
 *
 * @param <M> the messages that both understand
 */
public final class Transition<M> implements Actor<M> {
    /**
     * One version.
     *
     * @param factory makes it
     * @param options how it is run; its policy says how much failing is borne, and that of the new version should end it
     *     alone, as {@link org.alys.actor.supervision.EscalationPolicy.ContinueWithout} does
     */
    public record Version<M>(ActorFactory<M> factory, ActorOptions options) {}

    private final Version<M> oldVersion;
    private final Version<M> newVersion;
    private final Switchover switchover;
    private Optional<ActorRef<M>> oldOne = Optional.empty();
    private Optional<ActorRef<M>> newOne = Optional.empty();
    private int tries;

    private Transition(Version<M> oldVersion, Version<M> newVersion, Switchover switchover) {
        this.oldVersion = oldVersion;
        this.newVersion = newVersion;
        this.switchover = switchover;
    }

    /** Transitions from the old version to the new one; {@code switchover} is the handle of one actor, also over its restarts. */
    public static <M> ActorFactory<M> of(Version<M> oldVersion, Version<M> newVersion, Switchover switchover) {
        return () -> new Transition<>(oldVersion, newVersion, switchover);
    }

    @Override
    public void started(ActorContext<M> context) {
        if (switchover.stage() != Switchover.Stage.FINISHED) {
            oldOne = Optional.of(context.spawn("old", oldVersion.factory(), oldVersion.options()));
        }
    }

    @Override
    public void receive(M message, ActorContext<M> context) {
        context.forward(
                switch (switchover.stage()) {
                    case OLD -> old(context);
                    case NEW -> tried(context);
                    case FINISHED -> {
                        oldOne.ifPresent(context::stop);
                        oldOne = Optional.empty();
                        if (hasEnded()) {
                            throw new IllegalStateException("the new version has ended and the old one is gone");
                        }
                        yield newOne(context);
                    }
                });
    }

    private ActorRef<M> old(ActorContext<M> context) {
        newOne.ifPresent(context::stop);
        newOne = Optional.empty();
        return oldOne.filter(ref -> !ref.state().isEnding())
                .orElseThrow(() -> new IllegalStateException("the old version has ended"));
    }

    /** The new one if it lives. */
    private ActorRef<M> tried(ActorContext<M> context) {
        if (hasEnded()) {
            newOne = Optional.empty();
            switchover.failed();
            return old(context);
        }
        return newOne(context);
    }

    private boolean hasEnded() {
        return newOne.filter(ref -> ref.state().isEnding()).isPresent();
    }

    private ActorRef<M> newOne(ActorContext<M> context) {
        ActorRef<M> running =
                newOne.orElseGet(() -> context.spawn("new-" + ++tries, newVersion.factory(), newVersion.options()));
        newOne = Optional.of(running);
        return running;
    }
}
