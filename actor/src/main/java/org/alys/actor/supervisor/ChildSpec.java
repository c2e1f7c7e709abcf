package org.alys.actor.supervisor;

import org.alys.actor.ActorFactory;
import org.alys.actor.ActorOptions;
import org.alys.actor.Priority;

/**
 * A child to be supervised.
 *
 * @param name its name below the supervisor
 * @param factory makes it
 * @param options how it is run; its own policy answers its failures
 * @param priority its weight in health and its place in reports; no influence on the tree
 * @param <M> the messages it understands
 */
public record ChildSpec<M>(String name, ActorFactory<M> factory, ActorOptions options, Priority priority) {
    public static <M> ChildSpec<M> of(String name, ActorFactory<M> factory, ActorOptions options) {
        return new ChildSpec<>(name, factory, options, Priority.NORMAL);
    }

    public ChildSpec<M> withPriority(Priority other) {
        return new ChildSpec<>(name, factory, options, other);
    }
}
