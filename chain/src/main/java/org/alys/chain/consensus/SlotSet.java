package org.alys.chain.consensus;

import java.util.ArrayList;
import java.util.List;

/** An immutable set of slots, kept as disjoint ranges in ascending order: a long outage costs one range. */
record SlotSet(List<SlotRange> ranges) {
    static final SlotSet EMPTY = new SlotSet(List.of());

    SlotSet with(SlotRange added) {
        List<SlotRange> merged = new ArrayList<>(ranges.size() + 1);
        SlotRange joined = added;
        int before = 0;
        for (SlotRange range : ranges) {
            if (range.touches(joined)) {
                joined = joined.hull(range);
            } else {
                merged.add(range);
                before += range.to() < added.from() ? 1 : 0;
            }
        }
        merged.add(before, joined);
        return new SlotSet(List.copyOf(merged));
    }

    boolean contains(long slot) {
        for (int i = ranges.size() - 1; i >= 0; i--) {
            if (ranges.get(i).from() <= slot) {
                return ranges.get(i).contains(slot);
            }
        }
        return false;
    }

    /** Forgets the ranges that end at or below {@code slot}. */
    SlotSet above(long slot) {
        if (ranges.isEmpty() || ranges.getFirst().to() > slot) {
            return this;
        }
        return new SlotSet(ranges.stream().filter(range -> range.to() > slot).toList());
    }
}
