package org.alys.chain.vote;

import org.alys.primitives.Bytes32;

/**
 * What a member signs. Notarize and finalize name one slot and the block's root; skip names an inclusive range of slots and
 * no root.
 */
public record Ballot(VoteKind kind, long fromSlot, long toSlot, Bytes32 root) {
    public Ballot {
        boolean skip = kind == VoteKind.SKIP;
        if (fromSlot < 0 || fromSlot > toSlot || (!skip && fromSlot != toSlot) || skip != root.isZero()) {
            throw new IllegalArgumentException(
                    "impossible ballot " + kind + " " + fromSlot + ".." + toSlot + " for " + root);
        }
    }

    public static Ballot notarize(long slot, Bytes32 root) {
        return new Ballot(VoteKind.NOTARIZE, slot, slot, root);
    }

    public static Ballot finalize(long slot, Bytes32 root) {
        return new Ballot(VoteKind.FINALIZE, slot, slot, root);
    }

    /** To skip the slots {@code fromSlot} to {@code toSlot}, both included. */
    public static Ballot skip(long fromSlot, long toSlot) {
        return new Ballot(VoteKind.SKIP, fromSlot, toSlot, Bytes32.ZERO);
    }

    public boolean covers(long slot) {
        return fromSlot <= slot && slot <= toSlot;
    }
}
