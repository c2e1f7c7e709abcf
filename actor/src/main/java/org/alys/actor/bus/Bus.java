package org.alys.actor.bus;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.alys.actor.ActorPath;
import org.alys.actor.ActorRef;
import org.alys.actor.Cancellable;
import org.alys.actor.SendOptions;
import org.alys.actor.ThreadStarter;

/**
 * Hands events to the actors that asked for them. All subscribers of a topic see its events in one order. The publisher's
 * thread does the work, and waits if a subscriber's mailbox makes senders wait; so give subscribers mailboxes that do not.
 * Safe for all threads.
 *
 * @param <E> the events; best a sealed interface of records
 */
public final class Bus<E> {
    /** Largest history of a topic. */
    public static final int MOST_REMEMBERED = 10_000;
    /** Most subscribers of one topic. */
    public static final int MOST_SUBSCRIBERS = 1_000;

    private static final int MOST_TOPICS = 1_000;

    private final int remembered;
    private final ThreadStarter threads;
    private final Map<String, Topic<E>> topics = new ConcurrentHashMap<>();

    /** Each topic keeps its latest {@code remembered} events for replay, 0 to {@value #MOST_REMEMBERED}. */
    public Bus(int remembered) {
        this(remembered, ThreadStarter.virtual());
    }

    /**
     * As {@link #Bus(int)}.
     *
     * @param threads where a publisher waits for another one: those of its system, or the seeded test in which it runs
     */
    public Bus(int remembered, ThreadStarter threads) {
        if (remembered < 0 || remembered > MOST_REMEMBERED) {
            throw new IllegalArgumentException("events remembered outside 0 to " + MOST_REMEMBERED + ": " + remembered);
        }
        this.remembered = remembered;
        this.threads = threads;
    }

    /** Publishes an event and returns its number in the topic. */
    public long publish(String topic, E event) {
        return topic(topic).publish(event, Optional.empty());
    }

    /** As {@link #publish(String, Object)}, saying who publishes, for filters. */
    public long publish(String topic, E event, ActorPath sender) {
        return topic(topic).publish(event, Optional.of(sender));
    }

    /** Publishes in every topic there is, but for some. */
    public void broadcast(E event, Set<String> excludedTopics) {
        topics.forEach((name, topic) -> {
            if (!excludedTopics.contains(name)) {
                topic.publish(event, Optional.empty());
            }
        });
    }

    /** Sends {@code actor} every event of the topic from now on, until cancelled or the actor is found to have stopped. */
    public <M> Cancellable subscribe(
            String topic, ActorRef<M> actor, Function<? super Published<E>, ? extends M> message) {
        return subscribe(topic, actor, message, event -> true, SendOptions.PLAIN, new Replay.Nothing());
    }

    /**
     * Sends {@code actor} the events it wants. What its functions throw over an event is logged; the event is lost to this
     * subscriber and to no other.
     *
     * @param message makes the actor's message of an event
     * @param wanted which events; called under the lock of the topic, so quick and without sending
     * @param sending priority and time to live of the messages
     * @param replay what it gets of the past, before anything new
     * @throws IllegalStateException if the topic has {@value #MOST_SUBSCRIBERS} subscribers that have not stopped
     */
    public <M> Cancellable subscribe(
            String topic,
            ActorRef<M> actor,
            Function<? super Published<E>, ? extends M> message,
            Predicate<? super Published<E>> wanted,
            SendOptions sending,
            Replay replay) {
        return topic(topic).subscribe(actor, message, wanted, sending, replay);
    }

    /** What the topic has seen; nothing if there is none of that name. */
    public TopicStats stats(String topic) {
        Topic<E> known = topics.get(topic);
        return known == null ? new TopicStats(0, 0, 0, 0, 0, 0) : known.stats();
    }

    private Topic<E> topic(String name) {
        Topic<E> known = topics.get(name);
        return known == null ? made(name) : known;
    }

    private synchronized Topic<E> made(String name) {
        if (!topics.containsKey(name) && topics.size() >= MOST_TOPICS) {
            throw new IllegalStateException("there are " + MOST_TOPICS + " topics already");
        }
        return topics.computeIfAbsent(name, fresh -> new Topic<>(fresh, remembered, MOST_SUBSCRIBERS, threads));
    }
}
