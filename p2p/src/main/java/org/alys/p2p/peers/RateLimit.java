package org.alys.p2p.peers;

import java.time.Duration;

/** A token bucket: so many at once, so many per second in the long run. Not safe for threads that race. */
public final class RateLimit {
    private static final double NANOS_PER_SECOND = 1e9;

    private final double burst;
    private final double perSecond;
    private double tokens;
    private long filledNanos;

    /**
     * A full bucket.
     *
     * @param nanos the time of a monotonic clock, as in all calls
     */
    public RateLimit(double burst, double perSecond, long nanos) {
        if (burst < 1 || perSecond <= 0) {
            throw new IllegalArgumentException("burst " + burst + ", per second " + perSecond);
        }
        this.burst = burst;
        this.perSecond = perSecond;
        this.tokens = burst;
        this.filledNanos = nanos;
    }

    /** Takes {@code count} if they are there. */
    public boolean tryTake(double count, long nanos) {
        fill(nanos);
        if (tokens < count) {
            return false;
        }
        tokens -= count;
        return true;
    }

    /** Takes {@code count} whether they are there or not, and says how long to wait for them. */
    public Duration take(double count, long nanos) {
        fill(nanos);
        tokens -= count;
        return tokens >= 0 ? Duration.ZERO : Duration.ofNanos((long) (-tokens / perSecond * NANOS_PER_SECOND));
    }

    private void fill(long nanos) {
        tokens = Math.min(burst, tokens + Math.max(0, nanos - filledNanos) / NANOS_PER_SECOND * perSecond);
        filledNanos = nanos;
    }
}
