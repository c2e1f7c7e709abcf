package org.alys.engine;

import org.alys.evm.payload.ExecutionPayload;
import org.alys.primitives.Wei;

/**
 * A payload that the execution layer built.
 *
 * @param blockValue what the fee recipient is expected to earn; an estimate of the client, not a consensus value
 */
public record BuiltPayload(ExecutionPayload payload, Wei blockValue) {}
