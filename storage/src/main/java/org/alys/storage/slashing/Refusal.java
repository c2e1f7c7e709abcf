package org.alys.storage.slashing;

/** Why a signature must not be made. */
public sealed interface Refusal {
    /** {@code signed} was signed before, or comes before in the same call, and does not allow it. */
    record Contradiction(Rule rule, SignRecord signed) implements Refusal {}

    /** What was signed at or below {@code watermarkSlot} is no longer known. */
    record BelowWatermark(long watermarkSlot) implements Refusal {}
}
