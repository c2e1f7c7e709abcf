package org.alys.storage.slashing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Unites two histories of one key so that the stricter wins. Leaves the one it started from as it was. */
final class HistoryMerge {
    private final SignedBallots merged = new SignedBallots();

    HistoryMerge(SignedBallots ours) {
        merged.raiseWatermark(ours.watermark());
        ours.records().forEach(merged::add);
    }

    SignedBallots result() {
        return merged;
    }

    ImportReport add(SigningHistory history) {
        merged.raiseWatermark(history.watermarkSlot());
        List<ImportReport.Conflict> conflicts = new ArrayList<>();
        int added = 0;
        for (SignRecord record : history.records()) {
            if (record.toSlot() <= merged.watermark() || merged.contains(record)) {
                continue;
            }
            Optional<Refusal.Contradiction> conflict = merged.contradicted(record)
                    .filter(contradiction -> contradiction.rule().inAnyOrder());
            conflict.ifPresent(found -> conflicts.add(new ImportReport.Conflict(found.rule(), found.signed(), record)));
            merged.add(record);
            added++;
        }
        conflicts.forEach(this::closeSlots);
        return new ImportReport(added, history.records().size() - added, conflicts, merged.watermark());
    }

    /** Neither side of a contradiction may be sent again, so both go below the watermark. */
    private void closeSlots(ImportReport.Conflict conflict) {
        merged.raiseWatermark(
                Math.max(conflict.ours().toSlot(), conflict.imported().toSlot()));
    }
}
