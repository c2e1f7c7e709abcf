package org.alys.node.chain;

import java.time.Instant;
import org.alys.chain.evidence.Evidence;
import org.alys.primitives.ssz.Ssz;
import org.alys.primitives.ssz.SszContainer;
import org.alys.primitives.ssz.SszType;

/**
 * Evidence against a member.
 *
 * @param seenMillis when this node saw it, Unix time in milliseconds
 */
public record SeenEvidence(long seenMillis, Evidence evidence) {
    /** Container of seenMillis, evidence. */
    public static final SszType<SeenEvidence> SCHEMA = schema();

    static SeenEvidence at(Instant seen, Evidence evidence) {
        return new SeenEvidence(seen.toEpochMilli(), evidence);
    }

    private static SszType<SeenEvidence> schema() {
        var entry = new SszContainer<SeenEvidence>("SeenEvidence");
        var seen = entry.field("seenMillis", Ssz.UINT64, SeenEvidence::seenMillis);
        var evidence = entry.field("evidence", Evidence.SCHEMA, SeenEvidence::evidence);
        return entry.build(f -> new SeenEvidence(f.get(seen), f.get(evidence)));
    }
}
