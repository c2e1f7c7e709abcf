package org.alys.actor.registry;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.alys.actor.ActorPath;
import org.alys.actor.ActorRef;
import org.alys.actor.Delivery;
import org.alys.actor.LifecycleState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who wants to hear of which kind of event. An event goes to the subscribers of exactly its class, without a lock and in
 * the order in which they came; a subscriber that has ended is forgotten when it is met. Safe for all threads. For topics with a past and an order
 * there is {@link org.alys.actor.bus.Bus}.
 *
 * @param <E> all events
 */
public final class EventIndex<E> {
    public static final int MAX_SUBSCRIBERS = 1000;

    private interface Listener<E> {
        Delivery tell(E event);
    }

    private static final Logger LOG = LoggerFactory.getLogger(EventIndex.class);

    /** The maps in it are never changed but replaced, so that whoever publishes meets everybody once. */
    private final Map<Class<?>, Map<ActorRef<?>, Listener<E>>> byKind = new ConcurrentHashMap<>();

    /**
     * Adds a subscriber; once more for the same kind replaces how it is told.
     *
     * @param toMessage makes the message the subscriber gets; called by whoever publishes
     * @throws IllegalStateException if there are {@value #MAX_SUBSCRIBERS} for this kind that have not ended
     */
    public synchronized <T extends E, M> void subscribe(
            Class<T> kind, ActorRef<M> subscriber, Function<? super T, ? extends M> toMessage) {
        Map<ActorRef<?>, Listener<E>> listeners = new LinkedHashMap<>(listeners(kind));
        listeners.put(subscriber, event -> subscriber.tell(toMessage.apply(kind.cast(event))));
        if (listeners.size() > MAX_SUBSCRIBERS) {
            listeners.keySet().removeIf(ref -> ref.state() == LifecycleState.STOPPED);
        }
        if (listeners.size() > MAX_SUBSCRIBERS) {
            throw new IllegalStateException("there are " + MAX_SUBSCRIBERS + " subscribers of " + kind.getSimpleName());
        }
        byKind.put(kind, Collections.unmodifiableMap(listeners));
    }

    /** Takes a subscriber out; false if it was not there. */
    public synchronized boolean unsubscribe(Class<? extends E> kind, ActorRef<?> subscriber) {
        return remove(kind, subscriber);
    }

    /** Takes a subscriber out of every kind; how many there were. */
    public synchronized int unsubscribe(ActorRef<?> subscriber) {
        return (int) List.copyOf(byKind.keySet()).stream()
                .filter(kind -> remove(kind, subscriber))
                .count();
    }

    private boolean remove(Class<?> kind, ActorRef<?> subscriber) {
        Map<ActorRef<?>, Listener<E>> left = new LinkedHashMap<>(listeners(kind));
        boolean was = left.remove(subscriber) != null;
        if (was) {
            byKind.put(kind, Collections.unmodifiableMap(left));
        }
        return was;
    }

    private Map<ActorRef<?>, Listener<E>> listeners(Class<?> kind) {
        return byKind.getOrDefault(kind, Map.of());
    }

    /** Tells all subscribers of the event's class; how many took it. What one of them throws is logged. */
    public int publish(E event) {
        int taken = 0;
        for (Map.Entry<ActorRef<?>, Listener<E>> each :
                listeners(event.getClass()).entrySet()) {
            taken += tell(each.getKey(), each.getValue(), event) ? 1 : 0;
        }
        return taken;
    }

    private boolean tell(ActorRef<?> subscriber, Listener<E> listener, E event) {
        try {
            Delivery delivery = listener.tell(event);
            if (delivery instanceof Delivery.Stopped) {
                forget(event.getClass(), subscriber);
            }
            return delivery.accepted();
        } catch (RuntimeException broken) {
            LOG.error("{} cannot be told of a {}", subscriber.path(), event.getClass(), broken);
            return false;
        }
    }

    private synchronized void forget(Class<?> kind, ActorRef<?> ended) {
        remove(kind, ended);
    }

    /** The subscribers of a kind at this moment. */
    public Set<ActorPath> subscribers(Class<? extends E> kind) {
        return listeners(kind).keySet().stream().map(ActorRef::path).collect(Collectors.toUnmodifiableSet());
    }
}
