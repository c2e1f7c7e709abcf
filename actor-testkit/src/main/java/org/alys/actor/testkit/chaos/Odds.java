package org.alys.actor.testkit.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.alys.actor.Priority;

/** Draws which injections strike at an occasion. Each has a generator of its own, so adding one changes no other. */
final class Odds {
    private static final int HUNDRED = 100;

    private static final class Entry {
        private final Injection injection;
        private final SplittableRandom random;
        private long left;

        Entry(Injection injection, SplittableRandom random) {
            this.injection = injection;
            this.random = random;
            this.left = injection.times();
        }
    }

    private final Plan plan;
    private final List<Entry> entries = new ArrayList<>();
    private final SplittableRandom mutations;

    Odds(Plan plan) {
        this.plan = plan;
        SplittableRandom root = new SplittableRandom(plan.seed());
        mutations = root.split();
        plan.injections().forEach(injection -> entries.add(new Entry(injection, root.split())));
    }

    /** A generator for one mutation or delay. */
    synchronized RandomGenerator random() {
        return mutations.split();
    }

    /** The faults that pass the filter and strike at this place and time, in the order of the plan. */
    synchronized List<Fault> strike(long sinceStart, String place, Predicate<Fault> concerned) {
        List<Fault> struck = List.of();
        for (Entry entry : entries) {
            if (entry.left > 0
                    && inForce(entry.injection, sinceStart)
                    && concerned.test(entry.injection.fault())
                    && isTarget(entry.injection.target(), place)
                    && entry.random.nextInt(entry.injection.oneIn()) == 0) {
                entry.left--;
                struck = struck.isEmpty() ? new ArrayList<>() : struck;
                struck.add(entry.injection.fault());
            }
        }
        return struck;
    }

    /** The faults of the clock that are in force. */
    List<Fault.ClockSkew> skews(long sinceStart) {
        return plan.injections().stream()
                .filter(injection -> inForce(injection, sinceStart))
                .map(Injection::fault)
                .filter(Fault.ClockSkew.class::isInstance)
                .map(Fault.ClockSkew.class::cast)
                .toList();
    }

    private static boolean inForce(Injection injection, long sinceStart) {
        return sinceStart >= TimeUnit.NANOSECONDS.convert(injection.from())
                && sinceStart < TimeUnit.NANOSECONDS.convert(injection.until());
    }

    private boolean isTarget(Target target, String place) {
        return switch (target) {
            case Target.Random() -> true;
            case Target.Critical() -> plan.ranks().apply(place) == Priority.CRITICAL;
            case Target.Priority(Priority rank) -> plan.ranks().apply(place) == rank;
            case Target.Specific(var places) -> places.contains(place);
            case Target.Percentage(int percent) ->
                new SplittableRandom(plan.seed() ^ place.hashCode()).nextInt(HUNDRED) < percent;
        };
    }
}
