package org.alys.storage.slashing;

import org.alys.primitives.Bytes32;

/**
 * One thing that was signed or is to be. A skip names the slots {@code fromSlot} to {@code toSlot}, both included, and the
 * zero root; the other kinds name one slot and the block's root.
 */
public record SignRecord(SignKind kind, long fromSlot, long toSlot, Bytes32 root) {
    public SignRecord {
        boolean skip = kind == SignKind.SKIP;
        if (fromSlot < 0 || fromSlot > toSlot || (!skip && fromSlot != toSlot) || skip != root.isZero()) {
            throw new IllegalArgumentException(
                    "impossible record " + kind + " " + fromSlot + ".." + toSlot + " for " + root);
        }
    }

    public static SignRecord proposal(long slot, Bytes32 root) {
        return new SignRecord(SignKind.PROPOSAL, slot, slot, root);
    }

    public static SignRecord notarize(long slot, Bytes32 root) {
        return new SignRecord(SignKind.NOTARIZE, slot, slot, root);
    }

    public static SignRecord finalize(long slot, Bytes32 root) {
        return new SignRecord(SignKind.FINALIZE, slot, slot, root);
    }

    /** To skip the slots {@code fromSlot} to {@code toSlot}, both included. */
    public static SignRecord skip(long fromSlot, long toSlot) {
        return new SignRecord(SignKind.SKIP, fromSlot, toSlot, Bytes32.ZERO);
    }

    public boolean covers(long slot) {
        return fromSlot <= slot && slot <= toSlot;
    }
}
