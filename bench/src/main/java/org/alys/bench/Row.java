package org.alys.bench;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One line of the table.
 *
 * @param p99 the 99th percentile, where single operations were timed
 * @param comparison with the floor or peer, measured in the same run
 * @param target what the product promises
 */
record Row(
        String name,
        double median,
        OptionalDouble p99,
        String unit,
        Optional<Comparison> comparison,
        Optional<Target> target) {

    /** How many times the time of {@code peer} it takes. */
    record Comparison(double ratio, String peer) {}

    static Row of(String name, double median, String unit) {
        return new Row(name, median, OptionalDouble.empty(), unit, Optional.empty(), Optional.empty());
    }

    Row withP99(double value) {
        return new Row(name, median, OptionalDouble.of(value), unit, comparison, target);
    }

    Row comparedWith(double ratio, String peer) {
        return new Row(name, median, p99, unit, Optional.of(new Comparison(ratio, peer)), target);
    }

    Row withTarget(Target promised) {
        return new Row(name, median, p99, unit, comparison, Optional.of(promised));
    }

    /** Whether more is better. */
    boolean isRate() {
        return unit.endsWith("/s") || unit.endsWith("per s") || unit.endsWith("per core s");
    }

    /** The promise and whether this run kept it; empty when nothing was promised. */
    String verdict() {
        return target.map(promised -> promised + (promised.isMetBy(this) ? ": met" : ": missed"))
                .orElse("");
    }
}
