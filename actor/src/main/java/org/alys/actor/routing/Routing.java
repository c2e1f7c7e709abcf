package org.alys.actor.routing;

import java.util.function.Function;

/** Which member of a pool gets a message. */
public sealed interface Routing<M> {
    /** One after another. */
    record RoundRobin<M>() implements Routing<M> {}

    /** The one with the fewest messages waiting; the first of several. */
    record LeastLoaded<M>() implements Routing<M> {}

    /** The same one for the same key, so that what belongs together stays in order. */
    record ByKey<M>(Function<? super M, ?> key) implements Routing<M> {}
}
