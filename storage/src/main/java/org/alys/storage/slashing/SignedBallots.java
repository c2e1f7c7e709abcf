package org.alys.storage.slashing;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is known to be signed, with indexes so that a question costs O(log n) however long finality has been away. Everything
 * up to the watermark is forgotten and counts as signed. Not thread-safe.
 */
final class SignedBallots {
    /** Below every slot. */
    static final long NO_WATERMARK = -1;

    private final Set<SignRecord> records = new LinkedHashSet<>();
    private final NavigableMap<Long, SignRecord> proposals = new TreeMap<>();
    private final NavigableMap<Long, SignRecord> notarizations = new TreeMap<>();
    private final NavigableMap<Long, SignRecord> finalizations = new TreeMap<>();
    /** Disjoint ranges of skipped slots, first slot to last; neighbours are joined. */
    private final NavigableMap<Long, Long> skipped = new TreeMap<>();

    private long watermark = NO_WATERMARK;

    long watermark() {
        return watermark;
    }

    int size() {
        return records.size();
    }

    /** In the order in which they were added. */
    List<SignRecord> records() {
        return List.copyOf(records);
    }

    List<SignRecord> above(long slot) {
        return records.stream().filter(record -> record.toSlot() > slot).toList();
    }

    boolean contains(SignRecord record) {
        return records.contains(record);
    }

    Permit check(SignRecord asked) {
        if (records.contains(asked)) {
            return new Permit.AlreadySigned(asked);
        }
        if (asked.fromSlot() <= watermark) {
            return new Permit.Refused(asked, new Refusal.BelowWatermark(watermark));
        }
        return contradicted(asked)
                .<Permit>map(contradiction -> new Permit.Refused(asked, contradiction))
                .orElseGet(() -> new Permit.Granted(asked));
    }

    Optional<Refusal.Contradiction> contradicted(SignRecord asked) {
        long slot = asked.fromSlot();
        return switch (asked.kind()) {
            case PROPOSAL -> contradicted(asked, Optional.ofNullable(proposals.get(slot)));
            case NOTARIZE ->
                contradicted(asked, Optional.ofNullable(notarizations.get(slot)))
                        .or(() -> contradicted(asked, skipOver(slot)));
            case FINALIZE ->
                contradicted(asked, Optional.ofNullable(finalizations.get(slot)))
                        .or(() -> contradicted(asked, skipOver(slot)));
            case SKIP ->
                contradicted(
                        asked,
                        Optional.ofNullable(finalizations.ceilingEntry(slot))
                                .map(Map.Entry::getValue)
                                .filter(finalization -> asked.covers(finalization.fromSlot())));
        };
    }

    /** Records what is signed whether or not it should have been: history is never refused. */
    void add(SignRecord record) {
        if (record.toSlot() <= watermark || !records.add(record)) {
            return;
        }
        switch (record.kind()) {
            case PROPOSAL -> proposals.putIfAbsent(record.fromSlot(), record);
            case NOTARIZE -> notarizations.putIfAbsent(record.fromSlot(), record);
            case FINALIZE -> finalizations.putIfAbsent(record.fromSlot(), record);
            case SKIP -> addSkip(record.fromSlot(), record.toSlot());
        }
    }

    /** Forgets what ends at or below {@code slot}; lower than the present watermark changes nothing. */
    void raiseWatermark(long slot) {
        if (slot <= watermark) {
            return;
        }
        watermark = slot;
        records.removeIf(record -> record.toSlot() <= slot);
        proposals.headMap(slot, true).clear();
        notarizations.headMap(slot, true).clear();
        finalizations.headMap(slot, true).clear();
        skipped.headMap(slot, true).values().removeIf(toSlot -> toSlot <= slot);
    }

    private static Optional<Refusal.Contradiction> contradicted(SignRecord asked, Optional<SignRecord> signed) {
        return signed.flatMap(
                record -> Rule.between(record, asked).map(rule -> new Refusal.Contradiction(rule, record)));
    }

    /** The ranges answer most questions; which record it was matters only for the refusal's text. */
    private Optional<SignRecord> skipOver(long slot) {
        Map.Entry<Long, Long> range = skipped.floorEntry(slot);
        if (range == null || range.getValue() < slot) {
            return Optional.empty();
        }
        return records.stream()
                .filter(record -> record.kind() == SignKind.SKIP && record.covers(slot))
                .findFirst();
    }

    private void addSkip(long fromSlot, long toSlot) {
        long from = fromSlot;
        long to = toSlot;
        Map.Entry<Long, Long> touching = skipped.floorEntry(to == Long.MAX_VALUE ? to : to + 1);
        while (touching != null && touching.getValue() >= from - 1) {
            from = Math.min(from, touching.getKey());
            to = Math.max(to, touching.getValue());
            skipped.remove(touching.getKey());
            touching = skipped.floorEntry(to == Long.MAX_VALUE ? to : to + 1);
        }
        skipped.put(from, to);
    }
}
