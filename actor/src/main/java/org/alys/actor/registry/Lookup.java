package org.alys.actor.registry;

import java.util.Optional;
import org.alys.actor.ActorRef;

/** What became of the question for the address of an actor with messages of type {@code M}. */
public sealed interface Lookup<M> {
    record Found<M>(ActorRef<M> ref) implements Lookup<M> {}

    record NoSuchName<M>(String name) implements Lookup<M> {}

    /** The actor understands other messages. */
    record OtherType<M>(String name, Class<?> wanted, Class<?> found) implements Lookup<M> {}

    /** It is there, but not active. */
    record NotActive<M>(String name, RegistryState state) implements Lookup<M> {}

    /** The address, if it was found. */
    default Optional<ActorRef<M>> address() {
        return this instanceof Found<M>(ActorRef<M> ref) ? Optional.of(ref) : Optional.empty();
    }

    @SuppressWarnings("unchecked") // The type was given together with the address.
    static <M> Lookup<M> in(Registration entry, Class<M> type) {
        if (!entry.type().equals(type)) {
            return new OtherType<>(entry.name(), type, entry.type());
        }
        return entry.state() == RegistryState.ACTIVE
                ? new Found<>((ActorRef<M>) entry.ref())
                : new NotActive<>(entry.name(), entry.state());
    }
}
