package org.alys.actor.registry;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.alys.actor.ActorPath;
import org.alys.actor.ActorRef;
import org.alys.actor.Delivery;

/**
 * Who wants to hear of which kind of event. An event goes to the subscribers of exactly its class, without a lock and in no
 * order; a subscriber that has ended is forgotten when it is met. Safe for all threads. For topics with a past and an order
 * there is {@link org.alys.actor.bus.Bus}.
 *
 * @param <E> all events
 */
public final class EventIndex<E> {
    public static final int MAX_SUBSCRIBERS = 1000;

    private interface Listener<E> {
        Delivery tell(E event);
    }

    private final Map<Class<?>, Map<ActorRef<?>, Listener<E>>> byKind = new ConcurrentHashMap<>();

    /**
     * Adds a subscriber; once more for the same kind replaces how it is told.
     *
     * @param toMessage makes the message the subscriber gets; called by whoever publishes
     * @throws IllegalStateException if there are {@value #MAX_SUBSCRIBERS} for this kind
     */
    public <T extends E, M> void subscribe(
            Class<T> kind, ActorRef<M> subscriber, Function<? super T, ? extends M> toMessage) {
        byKind.compute(kind, (same, before) -> {
            Map<ActorRef<?>, Listener<E>> listeners = before == null ? new ConcurrentHashMap<>() : before;
            if (listeners.size() >= MAX_SUBSCRIBERS && !listeners.containsKey(subscriber)) {
                throw new IllegalStateException(
                        "there are " + MAX_SUBSCRIBERS + " subscribers of " + kind.getSimpleName());
            }
            listeners.put(subscriber, event -> subscriber.tell(toMessage.apply(kind.cast(event))));
            return listeners;
        });
    }

    /** Takes a subscriber out; false if it was not there. */
    public boolean unsubscribe(Class<? extends E> kind, ActorRef<?> subscriber) {
        Map<ActorRef<?>, Listener<E>> listeners = byKind.get(kind);
        return listeners != null && listeners.remove(subscriber) != null;
    }

    /** Takes a subscriber out of every kind; how many there were. */
    public int unsubscribe(ActorRef<?> subscriber) {
        int gone = 0;
        for (Map<ActorRef<?>, Listener<E>> listeners : byKind.values()) {
            gone += listeners.remove(subscriber) == null ? 0 : 1;
        }
        return gone;
    }

    /** Tells all subscribers of the event's class; how many took it. */
    public int publish(E event) {
        Map<ActorRef<?>, Listener<E>> listeners = byKind.get(event.getClass());
        if (listeners == null) {
            return 0;
        }
        int taken = 0;
        for (Map.Entry<ActorRef<?>, Listener<E>> each : List.copyOf(listeners.entrySet())) {
            switch (each.getValue().tell(event)) {
                case Delivery.Accepted accepted -> taken++;
                case Delivery.Stopped over -> listeners.remove(each.getKey(), each.getValue());
                case Delivery.MailboxFull full -> {}
                case Delivery.Dropped dropped -> {}
                case Delivery.Interrupted interrupted -> {}
            }
        }
        return taken;
    }

    /** The subscribers of a kind at this moment. */
    public Set<ActorPath> subscribers(Class<? extends E> kind) {
        return byKind.getOrDefault(kind, Map.of()).keySet().stream()
                .map(ActorRef::path)
                .collect(Collectors.toUnmodifiableSet());
    }
}
