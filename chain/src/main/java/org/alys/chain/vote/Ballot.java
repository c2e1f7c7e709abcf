package org.alys.chain.vote;

import org.alys.primitives.Bytes32;
import org.alys.primitives.ssz.Ssz;
import org.alys.primitives.ssz.SszContainer;
import org.alys.primitives.ssz.SszType;

/**
 * What a member signs. Notarize and finalize name one slot and the block's root; skip names an inclusive range of slots and
 * no root.
 */
public record Ballot(VoteKind kind, long fromSlot, long toSlot, Bytes32 root) {
    /** Container of kind, fromSlot, toSlot, root; 49 bytes. */
    public static final SszType<Ballot> SCHEMA = schema();

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

    private static SszType<Ballot> schema() {
        var ballot = new SszContainer<Ballot>("Ballot");
        var kind = ballot.field("kind", VoteKind.SCHEMA, Ballot::kind);
        var fromSlot = ballot.field("fromSlot", Ssz.UINT64, Ballot::fromSlot);
        var toSlot = ballot.field("toSlot", Ssz.UINT64, Ballot::toSlot);
        var root = ballot.field("root", Ssz.BYTES32, Ballot::root);
        return ballot.build(f -> new Ballot(f.get(kind), f.get(fromSlot), f.get(toSlot), f.get(root)));
    }
}
