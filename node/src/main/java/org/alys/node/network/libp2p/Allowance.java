package org.alys.node.network.libp2p;

/** A token bucket: so many messages at once, so many each second in the long run. */
final class Allowance {
    private static final double NANOS_PER_SECOND = 1e9;

    private final double burst;
    private final double perSecond;
    private double left;
    private long atNanos;

    Allowance(double burst, double perSecond, long nanos) {
        this.burst = burst;
        this.perSecond = perSecond;
        this.left = burst;
        this.atNanos = nanos;
    }

    synchronized boolean tryTake(long nanos) {
        left = Math.min(burst, left + (nanos - atNanos) / NANOS_PER_SECOND * perSecond);
        atNanos = nanos;
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }
}
