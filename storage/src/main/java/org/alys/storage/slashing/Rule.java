package org.alys.storage.slashing;

import java.util.Optional;

/** The pairs of signatures that no honest member makes in this order (Simplex, Chan and Pass, 2023). */
public enum Rule {
    TWO_PROPOSALS,
    TWO_NOTARIZATIONS,
    TWO_FINALIZATIONS,
    NOTARIZE_AFTER_SKIP,
    FINALIZE_AFTER_SKIP,
    SKIP_AFTER_FINALIZE;

    /** The rule that signing {@code asked} after {@code signed} would break. */
    static Optional<Rule> between(SignRecord signed, SignRecord asked) {
        boolean meet = signed.fromSlot() <= asked.toSlot() && asked.fromSlot() <= signed.toSlot();
        if (!meet) {
            return Optional.empty();
        }
        if (signed.kind() == asked.kind()) {
            return signed.root().equals(asked.root()) ? Optional.empty() : twoRoots(asked.kind());
        }
        return switch (asked.kind()) {
            case NOTARIZE -> when(signed.kind() == SignKind.SKIP, NOTARIZE_AFTER_SKIP);
            case FINALIZE -> when(signed.kind() == SignKind.SKIP, FINALIZE_AFTER_SKIP);
            case SKIP -> when(signed.kind() == SignKind.FINALIZE, SKIP_AFTER_FINALIZE);
            case PROPOSAL -> Optional.empty();
        };
    }

    /** Whether the two signatures are a contradiction in either order; a member may skip what it notarized before. */
    boolean inAnyOrder() {
        return this != NOTARIZE_AFTER_SKIP;
    }

    private static Optional<Rule> twoRoots(SignKind kind) {
        return switch (kind) {
            case PROPOSAL -> Optional.of(TWO_PROPOSALS);
            case NOTARIZE -> Optional.of(TWO_NOTARIZATIONS);
            case FINALIZE -> Optional.of(TWO_FINALIZATIONS);
            case SKIP -> Optional.empty();
        };
    }

    private static Optional<Rule> when(boolean broken, Rule rule) {
        return broken ? Optional.of(rule) : Optional.empty();
    }
}
