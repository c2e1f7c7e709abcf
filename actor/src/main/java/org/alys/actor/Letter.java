package org.alys.actor;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A message between its sender and the mailbox it is for, in the hands of an {@link Interference}. */
public final class Letter {
    private final ActorCell<?> recipient;
    private final Object mail;
    private final @Nullable ActorCell<?> sender;
    private final @Nullable Duration timeToLive;

    Letter(ActorCell<?> recipient, Object mail, @Nullable ActorCell<?> sender, @Nullable Duration timeToLive) {
        this.recipient = recipient;
        this.mail = mail;
        this.sender = sender;
        this.timeToLive = timeToLive;
    }

    /** The actor that sends it; empty from outside. */
    public Optional<ActorPath> sender() {
        return Optional.ofNullable(sender).map(ActorCell::path);
    }

    public ActorRef<?> recipient() {
        return recipient;
    }

    public Object message() {
        return mail instanceof Envelope<?> envelope ? envelope.message() : mail;
    }

    public Priority priority() {
        return mail instanceof Envelope<?> envelope ? envelope.priority() : Priority.NORMAL;
    }

    /** Puts it into the mailbox, now and from whichever thread. Every call puts it in once more. */
    public Delivery deliver() {
        return recipient.put(mail, CurrentActor.orNull(), timeToLive);
    }

    /** What the mailbox does with one more message when it is full, however full it is. */
    public Delivery overflow() {
        return Overflowing.post(recipient, mail, priority(), CurrentActor.orNull(), timeToLive);
    }

    /** The same letter, a request still a request, with another message in it. */
    public Letter altered(Object message) {
        return new Letter(recipient, Parcels.altered(mail, message), sender, timeToLive);
    }
}
