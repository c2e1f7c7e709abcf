package org.alys.chain.signing;

import java.util.List;
import org.alys.chain.bls.BlsPublicKey;
import org.alys.chain.vote.MemberSet;

/**
 * The members' consensus keys in the order of the chain spec.
 *
 * @param threshold equal votes that make a certificate; more than half of the members
 */
public record Federation(List<BlsPublicKey> keys, int threshold) {
    public Federation {
        keys = List.copyOf(keys);
        if (keys.isEmpty()
                || keys.size() > MemberSet.MAX_MEMBERS
                || 2 * threshold <= keys.size()
                || threshold > keys.size()) {
            throw new IllegalArgumentException(
                    "impossible federation: threshold " + threshold + " of " + keys.size() + " members");
        }
    }

    public int size() {
        return keys.size();
    }

    public boolean hasMember(int member) {
        return member >= 0 && member < keys.size();
    }

    /** The member whose turn {@code slot} is. */
    public int proposerOf(long slot) {
        return (int) Long.remainderUnsigned(slot, keys.size());
    }

    List<BlsPublicKey> keysOf(MemberSet members) {
        return members.members().mapToObj(keys::get).toList();
    }
}
