package org.alys.actor.resource;

/**
 * The level of one resource over time. Immutable. It rises after enough readings in a row above a limit, and falls as soon as
 * one lies below it by the slack, so that use around a limit makes no noise.
 *
 * @param limits of the resource
 * @param level where it is
 * @param use the last reading
 * @param above readings in a row that speak of a higher level
 * @param least the lowest level those speak of
 */
public record ResourceGauge(ResourceLimits limits, ResourceLevel level, double use, int above, ResourceLevel least) {
    /** A gauge that has read nothing. */
    public static ResourceGauge of(ResourceLimits limits) {
        return new ResourceGauge(limits, ResourceLevel.NORMAL, 0, 0, ResourceLevel.ERROR);
    }

    /** The gauge after one more reading. */
    public ResourceGauge read(double nextUse) {
        ResourceLevel spoken = limits.levelOf(nextUse);
        if (spoken.compareTo(level) > 0) {
            ResourceLevel lowest = spoken.compareTo(least) < 0 ? spoken : least;
            return above + 1 >= limits.readings()
                    ? at(lowest, nextUse)
                    : new ResourceGauge(limits, level, nextUse, above + 1, lowest);
        }
        boolean falls = nextUse < limits.begins(level) - limits.slack();
        return at(falls ? spoken : level, nextUse);
    }

    private ResourceGauge at(ResourceLevel next, double nextUse) {
        return new ResourceGauge(limits, next, nextUse, 0, ResourceLevel.ERROR);
    }
}
