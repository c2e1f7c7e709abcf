package org.alys.engine;

import java.util.Optional;
import org.alys.primitives.Bytes32;

/** The verdict of the execution layer on a payload. */
public sealed interface PayloadStatus {

    /** Executed, with the state root and the receipts that the payload states. */
    record Valid(Bytes32 latestValidHash) implements PayloadStatus {}

    /**
     * Breaks the rules.
     *
     * @param latestValidHash its newest valid ancestor; empty when not known, as when the block hash does not match
     */
    record Invalid(Optional<Bytes32> latestValidHash, String error) implements PayloadStatus {}

    /** The parent is not known, so nothing can be said yet. */
    record Syncing() implements PayloadStatus {}

    /** Kept without having been executed, because it is on a side branch. */
    record Accepted() implements PayloadStatus {}
}
