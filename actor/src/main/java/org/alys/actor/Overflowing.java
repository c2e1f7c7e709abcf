package org.alys.actor;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Carries out what a full mailbox does with one more message, on the thread of the sender. */
final class Overflowing {
    private Overflowing() {}

    static Delivery post(
            ActorCell<?> cell,
            Object mail,
            Priority priority,
            @Nullable ActorCell<?> sender,
            @Nullable Duration timeToLive) {
        cell.runtime().observer().flow(cell.path(), FlowState.BLOCKED);
        return switch (cell.mailbox().overflow()) {
            case Overflow.Reject _, Overflow.Resize _ -> refused(cell, mail, priority);
            case Overflow.DropNew() -> {
                int capacity = cell.mailbox().capacity(priority);
                cell.runtime().deadLetter(cell, mail, DeadLetter.Reason.DROPPED);
                yield new Delivery.Dropped(cell.path(), capacity);
            }
            case Overflow.DropOld() -> {
                AskFailure failure =
                        new AskFailure.MailboxFull(cell.path(), cell.mailbox().capacity(priority));
                cell.mailbox()
                        .offerDroppingOld(mail, priority, old -> cell.refuse(old, DeadLetter.Reason.DROPPED, failure));
                cell.delivered();
                yield new Delivery.Accepted();
            }
            case Overflow.Block(Duration patience) ->
                sender != null && (sender == cell || sender.mustNotWait())
                        ? refused(cell, mail, priority)
                        : waiting(cell, mail, priority, shorter(patience, timeToLive));
            case Overflow.FailActor() -> {
                cell.overflowed();
                yield refused(cell, mail, priority);
            }
        };
    }

    private static Delivery refused(ActorCell<?> cell, Object mail, Priority priority) {
        cell.runtime().deadLetter(cell, mail, DeadLetter.Reason.MAILBOX_FULL);
        return new Delivery.MailboxFull(cell.path(), cell.mailbox().capacity(priority));
    }

    private static Delivery waiting(ActorCell<?> cell, Object mail, Priority priority, Duration patience) {
        WaitingSenders senders = cell.mailbox().senders();
        if (senders == null) {
            throw new IllegalStateException(cell.path() + " has no place for senders to wait");
        }
        ActorRuntime runtime = cell.runtime();
        return switch (senders.await(() -> tryAgain(cell, mail, priority), patience, runtime.scheduler())) {
            case DELIVERED -> {
                cell.delivered();
                yield new Delivery.Accepted();
            }
            case CLOSED -> {
                runtime.deadLetter(cell, mail, DeadLetter.Reason.ACTOR_STOPPED);
                yield new Delivery.Stopped(cell.path());
            }
            case OUT_OF_TIME -> refused(cell, mail, priority);
            case INTERRUPTED -> {
                runtime.deadLetter(cell, mail, DeadLetter.Reason.SENDER_INTERRUPTED);
                yield new Delivery.Interrupted(cell.path());
            }
        };
    }

    private static Optional<WaitingSenders.Outcome> tryAgain(ActorCell<?> cell, Object mail, Priority priority) {
        if (cell.mailbox().closed()) {
            return Optional.of(WaitingSenders.Outcome.CLOSED);
        }
        return cell.mailbox().offer(mail, priority) ? Optional.of(WaitingSenders.Outcome.DELIVERED) : Optional.empty();
    }

    private static Duration shorter(Duration patience, @Nullable Duration timeToLive) {
        return timeToLive != null && timeToLive.compareTo(patience) < 0 ? timeToLive : patience;
    }
}
