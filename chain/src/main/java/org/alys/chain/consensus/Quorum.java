package org.alys.chain.consensus;

import org.alys.chain.vote.MemberSet;

/**
 * How many members there are and how many equal votes make a certificate.
 *
 * @param members 1 to {@value MemberSet#MAX_MEMBERS}
 * @param threshold more than half of the members, so that any two quorums share one
 */
public record Quorum(int members, int threshold) {
    public Quorum {
        if (members < 1 || members > MemberSet.MAX_MEMBERS) {
            throw new IllegalArgumentException("members must be 1 to " + MemberSet.MAX_MEMBERS + ", got " + members);
        }
        if (threshold > members || 2 * threshold <= members) {
            throw new IllegalArgumentException(
                    "threshold must be more than half of " + members + " and at most all, got " + threshold);
        }
    }

    /** The only member that may propose a block in {@code slot}. */
    public int proposer(long slot) {
        return (int) Math.floorMod(slot, (long) members);
    }

    /** The members that any two quorums have in common, at least. */
    public int overlap() {
        return 2 * threshold - members;
    }

    /** So many members may stop and the chain goes on. */
    public int crashTolerance() {
        return members - threshold;
    }

    /** So many members may do whatever they like and the chain stays safe and goes on. */
    public int byzantineTolerance() {
        return Math.min(overlap() - 1, crashTolerance());
    }

    /** Whether there is a member with this index. */
    public boolean contains(int member) {
        return member >= 0 && member < members;
    }

    /** Whether so many signers, all of them members, make a certificate. */
    public boolean certifies(MemberSet signers) {
        return signers.size() >= threshold && signers.bits() < 1 << members;
    }
}
