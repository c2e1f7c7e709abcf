package org.alys.actor;

import org.alys.actor.supervision.Classified;
import org.alys.actor.supervision.Failure;

/**
 * An ask that got no answer. Unchecked, so that an actor which has no better plan simply fails and is supervised; who has
 * one catches it and switches over {@link #reason()}.
 */
public final class AskException extends RuntimeException implements Classified {
    private final transient AskFailure reason;

    public AskException(AskFailure reason) {
        super(reason.describe());
        this.reason = reason;
        if (reason instanceof AskFailure.HandlerFailed(ActorPath ignored, Failure failure)) {
            failure.cause().ifPresent(this::initCause);
        }
    }

    public AskFailure reason() {
        return reason;
    }

    @Override
    public Failure failure() {
        return switch (reason) {
            case AskFailure.TimedOut(ActorPath recipient, var deadline) ->
                new Failure.TimedOut(recipient + " for " + deadline, this);
            case AskFailure.MailboxFull(ActorPath recipient, int capacity) ->
                new Failure.MailboxOverflow(recipient.value(), capacity, this);
            case AskFailure.ActorStopped(ActorPath recipient) ->
                new Failure.DependencyUnavailable(recipient.value(), this);
            case AskFailure.HandlerFailed(ActorPath recipient, var failure) ->
                new Failure.DependencyUnavailable(recipient.value(), this);
            case AskFailure.Interrupted(ActorPath recipient) -> new Failure.Interrupted(this);
            case AskFailure.Cycle(var actors) -> new Failure.Panic(this);
        };
    }
}
