package org.alys.chain.vote;

import java.util.stream.IntStream;
import org.alys.primitives.ssz.Ssz;
import org.alys.primitives.ssz.SszType;

/** A set of federation members by index. A federation has at most {@value #MAX_MEMBERS} members. */
public record MemberSet(int bits) {
    /** One block mints to the miner and to every member, and may hold 16 withdrawals. */
    public static final int MAX_MEMBERS = 15;

    public static final MemberSet EMPTY = new MemberSet(0);

    /** A vector of 15 bits: 2 bytes, the highest bit zero. A vector and no list, so that a set has one encoding. */
    public static final SszType<MemberSet> SCHEMA = Ssz.UINT16.map(MemberSet::new, MemberSet::bits);

    public MemberSet {
        if (bits < 0 || bits >= 1 << MAX_MEMBERS) {
            throw new IllegalArgumentException("member bits out of range: " + bits);
        }
    }

    public MemberSet with(int member) {
        if (member < 0 || member >= MAX_MEMBERS) {
            throw new IllegalArgumentException("member index out of range: " + member);
        }
        return new MemberSet(bits | 1 << member);
    }

    public boolean contains(int member) {
        return member >= 0 && member < MAX_MEMBERS && (bits & 1 << member) != 0;
    }

    public int size() {
        return Integer.bitCount(bits);
    }

    /** The members in ascending order. */
    public IntStream members() {
        return IntStream.range(0, MAX_MEMBERS).filter(this::contains);
    }
}
