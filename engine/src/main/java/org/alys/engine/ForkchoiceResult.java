package org.alys.engine;

import java.util.Optional;
import org.alys.primitives.Bytes32;

/** The answer to a fork choice update. */
public sealed interface ForkchoiceResult {

    /** The head was taken over; {@code payloadId} names the build that was asked for. */
    record Valid(Optional<PayloadId> payloadId) implements ForkchoiceResult {}

    /** The head or one of its ancestors breaks the rules. */
    record Invalid(Optional<Bytes32> latestValidHash, String error) implements ForkchoiceResult {}

    /** The client lacks the head or an ancestor: send the missing payloads, oldest first. */
    record Syncing() implements ForkchoiceResult {}
}
