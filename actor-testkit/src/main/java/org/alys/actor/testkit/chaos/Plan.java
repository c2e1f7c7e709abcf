package org.alys.actor.testkit.chaos;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.alys.actor.Priority;

/**
 * What is to go wrong. Immutable; each method returns a plan with one thing more.
 *
 * @param seed decides every draw
 * @param injections in this order; at one occasion several can strike
 * @param ranks the rank of a place, for targets that go by it
 */
public record Plan(long seed, List<Injection> injections, Function<String, Priority> ranks) {
    public Plan {
        injections = List.copyOf(injections);
    }

    /** At every occasion. */
    public Plan with(Fault fault, Target target) {
        return with(Injection.of(fault, target));
    }

    /** At one in so many occasions. */
    public Plan with(Fault fault, Target target, int oneIn) {
        return with(Injection.of(fault, target).oneIn(oneIn));
    }

    public Plan with(Injection injection) {
        return new Plan(
                seed, Stream.concat(injections.stream(), Stream.of(injection)).toList(), ranks);
    }

    /** Tells who is of which rank; everything is NORMAL unless this says otherwise. */
    public Plan ranked(Function<String, Priority> rankOf) {
        return new Plan(seed, injections, rankOf);
    }

    /** Ready for one system. */
    public Chaos build() {
        return new Chaos(this);
    }
}
