package org.alys.chain.consensus;

import java.util.Collection;
import java.util.Optional;
import org.alys.chain.vote.Ballot;
import org.alys.chain.vote.VoteKind;
import org.alys.primitives.Bytes32;

/** What a member never signs after what it has signed. The machine and the slashing-protection store both obey it. */
public final class SlashingRule {
    private SlashingRule() {}

    /**
     * Whether {@code next} must not be signed after {@code past}: a second root in a slot, for notarize and for finalize alike;
     * anything but skip in a skipped slot; skip of a finalized slot. To notarize and then skip is allowed, and to finalize
     * another root than the one notarized is too.
     */
    public static boolean contradicts(Ballot past, Ballot next) {
        if (next.kind() == VoteKind.SKIP) {
            return past.kind() == VoteKind.FINALIZE && next.covers(past.fromSlot());
        }
        if (past.kind() == VoteKind.SKIP) {
            return past.covers(next.fromSlot());
        }
        return past.kind() == next.kind()
                && past.fromSlot() == next.fromSlot()
                && !past.root().equals(next.root());
    }

    /** A past ballot that forbids {@code next}; none if there is none or if {@code next} itself was signed before. */
    public static Optional<Ballot> contradicted(Collection<Ballot> past, Ballot next) {
        if (past.contains(next)) {
            return Optional.empty();
        }
        return past.stream().filter(ballot -> contradicts(ballot, next)).findFirst();
    }

    /** Whether no honest member signs both, in whatever order. */
    public static boolean conflict(Ballot one, Ballot other) {
        return contradicts(one, other) && contradicts(other, one);
    }

    /** Whether a proposal with {@code root} may be signed in a slot in which {@code signedInSlot} was, if any. */
    public static boolean mayPropose(Optional<Bytes32> signedInSlot, Bytes32 root) {
        return signedInSlot.map(root::equals).orElse(true);
    }
}
