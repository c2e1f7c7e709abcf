package org.alys.bridge;

/** What the book says of a {@link PegInClaim}. */
public sealed interface ClaimVerdict {
    record Valid() implements ClaimVerdict {}

    /** Wrong, whatever Bitcoin does. */
    record Invalid(String reason) implements ClaimVerdict {}

    /** Not seen yet, or not deep enough: to be judged again later. */
    record Unknown(String reason) implements ClaimVerdict {}
}
