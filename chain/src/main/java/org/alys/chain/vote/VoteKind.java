package org.alys.chain.vote;

import org.alys.primitives.ssz.Ssz;
import org.alys.primitives.ssz.SszType;

/** The three kinds of vote of the Simplex protocol (Chan and Pass, 2023). */
public enum VoteKind {
    /** For a proposed block; a threshold of them certifies it. */
    NOTARIZE(1),
    /** For a certified block, by a member that never voted to skip its slot; a threshold makes it federation-final. */
    FINALIZE(2),
    /** For slots that end without a block. */
    SKIP(3);

    /** A uint8. */
    public static final SszType<VoteKind> SCHEMA = Ssz.UINT8.map(VoteKind::ofCode, VoteKind::code);

    private final int code;

    VoteKind(int code) {
        this.code = code;
    }

    /** The number on the wire. */
    public int code() {
        return code;
    }

    private static VoteKind ofCode(int code) {
        for (VoteKind kind : values()) {
            if (kind.code == code) {
                return kind;
            }
        }
        throw new IllegalArgumentException("unknown kind of vote " + code);
    }
}
