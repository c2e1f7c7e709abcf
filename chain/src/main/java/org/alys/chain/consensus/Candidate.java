package org.alys.chain.consensus;

import org.alys.primitives.Bytes32;

/**
 * A block as the voting rule sees it.
 *
 * @param root the block's hash tree root
 * @param parentRoot the root of the block it builds on; of no meaning for genesis
 * @param slot when it was proposed
 * @param proposer the index of the member that signed it; of no meaning for genesis
 */
public record Candidate(Bytes32 root, Bytes32 parentRoot, long slot, int proposer) {
    public Candidate {
        if (slot < 0 || proposer < 0 || root.isZero()) {
            throw new IllegalArgumentException("impossible candidate " + root + " in slot " + slot + " by " + proposer);
        }
    }

    /** The block that everything begins with: final without any vote. */
    public static Candidate genesis(Bytes32 root, long slot) {
        return new Candidate(root, Bytes32.ZERO, slot, 0);
    }
}
