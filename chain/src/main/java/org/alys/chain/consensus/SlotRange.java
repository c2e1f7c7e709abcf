package org.alys.chain.consensus;

import org.alys.chain.vote.Ballot;

/** Slots from {@code from} to {@code to}, both included; never empty. */
record SlotRange(long from, long to) {
    SlotRange {
        if (from > to) {
            throw new IllegalArgumentException("empty range " + from + ".." + to);
        }
    }

    static SlotRange of(Ballot ballot) {
        return new SlotRange(ballot.fromSlot(), ballot.toSlot());
    }

    boolean contains(long slot) {
        return from <= slot && slot <= to;
    }

    boolean touches(SlotRange other) {
        return from <= other.to + 1 && other.from <= to + 1;
    }

    SlotRange hull(SlotRange other) {
        return new SlotRange(Math.min(from, other.from), Math.max(to, other.to));
    }
}
