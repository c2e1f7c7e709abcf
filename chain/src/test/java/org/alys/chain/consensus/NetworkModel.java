package org.alys.chain.consensus;

import java.util.SplittableRandom;

/** When copies of a message arrive, if at all. */
interface NetworkModel {
    /** One delay in milliseconds for every copy that arrives. */
    long[] delaysMillis(SplittableRandom random, int from, int to);

    /** Everything arrives, once, within {@code maxMillis}. */
    static NetworkModel bounded(long maxMillis) {
        return (random, from, to) -> new long[] {1 + random.nextLong(maxMillis)};
    }

    /** Loses and doubles messages, and delays a quarter of them, and so reorders them, by up to {@code maxMillis}. */
    static NetworkModel faulty(double lossRate, double doublingRate, long maxMillis) {
        return (random, from, to) -> {
            if (random.nextDouble() < lossRate) {
                return new long[0];
            }
            long bound = random.nextInt(4) == 0 ? maxMillis : 100;
            long delay = 1 + random.nextLong(bound);
            return random.nextDouble() < doublingRate
                    ? new long[] {delay, 1 + random.nextLong(maxMillis)}
                    : new long[] {delay};
        };
    }

    /** As {@code inner}, but nothing passes between a member of {@code side} (bits by index) and the others. */
    static NetworkModel split(int side, NetworkModel inner) {
        return (random, from, to) ->
                (side >>> from & 1) == (side >>> to & 1) ? inner.delaysMillis(random, from, to) : new long[0];
    }

    /** As {@code split}, but everybody and the members of {@code bridges} (bits by index) hear each other. */
    static NetworkModel splitBut(int bridges, int side, NetworkModel inner) {
        NetworkModel split = split(side, inner);
        return (random, from, to) -> ((bridges >>> from | bridges >>> to) & 1) != 0
                ? inner.delaysMillis(random, from, to)
                : split.delaysMillis(random, from, to);
    }
}
