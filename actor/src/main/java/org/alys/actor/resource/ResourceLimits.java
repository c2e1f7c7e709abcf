package org.alys.actor.resource;

/**
 * When a resource is used too far.
 *
 * @param warning the use from which on it is watched with concern, more than 0
 * @param error the use from which on work is about to fail, more than {@code warning}
 * @param slack how far below a limit the use must fall before that level is left, 0 to {@code warning}
 * @param readings so many in a row above a limit reach its level, 1 or more; a single peak means nothing
 */
public record ResourceLimits(double warning, double error, double slack, int readings) {
    /** 70 % and 90 %. */
    public static final ResourceLimits CPU = new ResourceLimits(0.70, 0.90, 0.05, 3);
    /** 80 % and 95 %. */
    public static final ResourceLimits MEMORY = new ResourceLimits(0.80, 0.95, 0.05, 3);
    /** 90 % and 97 %. */
    public static final ResourceLimits DISK = new ResourceLimits(0.90, 0.97, 0.02, 3);
    /** As {@link org.alys.actor.FlowState}: half, and four fifths. */
    public static final ResourceLimits MAILBOX = new ResourceLimits(0.50, 0.80, 0.05, 3);

    public ResourceLimits {
        if (!(warning > 0 && error > warning && slack >= 0 && slack <= warning) || readings < 1) {
            throw new IllegalArgumentException("impossible limits: warning at " + warning + ", error at " + error
                    + ", slack " + slack + ", " + readings + " readings");
        }
    }

    /** The level that one reading alone speaks of. */
    ResourceLevel levelOf(double use) {
        if (use >= error) {
            return ResourceLevel.ERROR;
        }
        return use >= warning ? ResourceLevel.WARNING : ResourceLevel.NORMAL;
    }

    /** The use at which a level begins. */
    double begins(ResourceLevel level) {
        return switch (level) {
            case NORMAL -> 0;
            case WARNING -> warning;
            case ERROR -> error;
        };
    }
}
