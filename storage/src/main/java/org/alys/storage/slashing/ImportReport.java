package org.alys.storage.slashing;

import java.util.List;

/**
 * What an import changed.
 *
 * @param added records that were not known
 * @param known records that were known already, or that lie at or below the watermark
 * @param conflicts pairs that should not both exist: this key has signed on two nodes
 * @param watermarkSlot that holds from now on
 */
public record ImportReport(int added, int known, List<Conflict> conflicts, long watermarkSlot) {
    /** Two signatures that contradict each other. */
    public record Conflict(Rule rule, SignRecord ours, SignRecord imported) {}

    public ImportReport {
        conflicts = List.copyOf(conflicts);
    }
}
