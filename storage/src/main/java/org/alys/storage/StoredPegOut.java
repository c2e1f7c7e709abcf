package org.alys.storage;

import org.alys.primitives.Bytes;

/**
 * A peg-out request.
 *
 * @param request as the chain found it
 */
public record StoredPegOut(PegOutKey key, Bytes request) {}
