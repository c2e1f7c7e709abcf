package org.alys.actor.bus;

import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.alys.actor.ActorPath;
import org.alys.actor.ActorRef;
import org.alys.actor.Cancellable;
import org.alys.actor.Delivery;
import org.alys.actor.LifecycleState;
import org.alys.actor.SendOptions;
import org.alys.actor.ThreadStarter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One topic. Its lock is held while an event is handed out, so all subscribers see the same order. */
final class Topic<E> {
    private static final Logger LOG = LoggerFactory.getLogger(Topic.class);

    private final String name;
    private final int mostRemembered;
    private final int mostSubscribers;
    private final TopicLock lock;
    private final ArrayDeque<Published<E>> history = new ArrayDeque<>();
    private final SequencedSet<Subscriber<E, ?>> subscribers = new LinkedHashSet<>();
    private long published;
    private long delivered;
    private long filtered;
    private long refused;

    Topic(String name, int mostRemembered, int mostSubscribers, ThreadStarter threads) {
        this.name = name;
        this.mostRemembered = mostRemembered;
        this.mostSubscribers = mostSubscribers;
        this.lock = new TopicLock(threads);
    }

    private static final class Subscriber<E, M> {
        private final ActorRef<M> actor;
        private final Function<? super Published<E>, ? extends M> message;
        private final Predicate<? super Published<E>> wanted;
        private final SendOptions sending;

        Subscriber(
                ActorRef<M> actor,
                Function<? super Published<E>, ? extends M> message,
                Predicate<? super Published<E>> wanted,
                SendOptions sending) {
            this.actor = actor;
            this.message = message;
            this.wanted = wanted;
            this.sending = sending;
        }

        boolean hasStopped() {
            return actor.state() == LifecycleState.STOPPED;
        }

        boolean wants(Published<E> event) {
            return wanted.test(event);
        }

        Delivery send(Published<E> event) {
            return actor.tell(message.apply(event), sending);
        }
    }

    long publish(E event, Optional<ActorPath> sender) {
        lock.lock();
        try {
            Published<E> numbered = new Published<>(name, ++published, sender, event);
            if (mostRemembered > 0) {
                if (history.size() == mostRemembered) {
                    history.removeFirst();
                }
                history.addLast(numbered);
            }
            for (Subscriber<E, ?> subscriber : List.copyOf(subscribers)) {
                // A filter may end a subscription, of its own or of another.
                if (subscribers.contains(subscriber) && !reaches(subscriber, numbered)) {
                    subscribers.remove(subscriber);
                }
            }
            return numbered.sequence();
        } finally {
            lock.unlock();
        }
    }

    /** False if the subscriber has stopped. */
    private boolean reaches(Subscriber<E, ?> subscriber, Published<E> event) {
        try {
            if (!subscriber.wants(event)) {
                filtered++;
                return !subscriber.hasStopped();
            }
            return sent(subscriber, event);
        } catch (RuntimeException broken) {
            LOG.error("{} breaks over event {} of {}", subscriber.actor.path(), event.sequence(), name, broken);
            refused++;
            return !subscriber.hasStopped();
        }
    }

    private boolean sent(Subscriber<E, ?> subscriber, Published<E> event) {
        return switch (subscriber.send(event)) {
            case Delivery.Accepted accepted -> {
                delivered++;
                yield true;
            }
            case Delivery.Stopped stopped -> {
                refused++;
                yield false;
            }
            case Delivery.MailboxFull full -> {
                refused++;
                yield true;
            }
            case Delivery.Dropped dropped -> {
                refused++;
                yield true;
            }
            case Delivery.Interrupted interrupted -> {
                refused++;
                yield true;
            }
        };
    }

    <M> Cancellable subscribe(
            ActorRef<M> actor,
            Function<? super Published<E>, ? extends M> message,
            Predicate<? super Published<E>> wanted,
            SendOptions sending,
            Replay replay) {
        Subscriber<E, M> subscriber = new Subscriber<>(actor, message, wanted, sending);
        lock.lock();
        try {
            if (subscribers.size() >= mostSubscribers) {
                subscribers.removeIf(Subscriber::hasStopped);
            }
            if (subscribers.size() >= mostSubscribers) {
                throw new IllegalStateException("topic " + name + " has " + mostSubscribers + " subscribers already");
            }
            subscribers.add(subscriber);
            long after = switch (replay) {
                case Replay.Nothing() -> published;
                case Replay.Latest(int events) -> published - events;
                case Replay.After(long sequence) -> sequence;
            };
            history.stream().filter(event -> event.sequence() > after).forEach(event -> reaches(subscriber, event));
        } finally {
            lock.unlock();
        }
        return () -> unsubscribe(subscriber);
    }

    private void unsubscribe(Subscriber<E, ?> subscriber) {
        lock.lock();
        try {
            subscribers.remove(subscriber);
        } finally {
            lock.unlock();
        }
    }

    TopicStats stats() {
        lock.lock();
        try {
            return new TopicStats(published, delivered, filtered, refused, subscribers.size(), history.size());
        } finally {
            lock.unlock();
        }
    }
}
