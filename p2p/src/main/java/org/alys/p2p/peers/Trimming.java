package org.alys.p2p.peers;

import java.util.Comparator;
import java.util.List;

/** Which connections to give up when there are too many. */
public final class Trimming {
    private Trimming() {}

    /**
     * A connection that might be given up.
     *
     * @param spared never given up
     * @param usefulness the least useful go first, of equally useful ones the youngest
     */
    public record Candidate<C>(C connection, boolean spared, double usefulness, long ageNanos) {}

    /** The connections to close: none up to {@code trimAbove}, else enough of those not spared to leave {@code trimTo}. */
    public static <C> List<C> choose(List<Candidate<C>> all, ConnectionLimits limits) {
        if (all.size() <= limits.trimAbove()) {
            return List.of();
        }
        return all.stream()
                .filter(candidate -> !candidate.spared())
                .sorted(Comparator.<Candidate<C>>comparingDouble(Candidate::usefulness)
                        .thenComparingLong(Candidate::ageNanos))
                .limit(all.size() - limits.trimTo())
                .map(Candidate::connection)
                .toList();
    }
}
