package org.alys.storage;

import java.util.Optional;
import org.alys.primitives.Bytes;

/**
 * A peg-out request.
 *
 * @param request as the chain found it
 * @param state as the bridge keeps it; empty before the bridge took it up
 */
public record StoredPegOut(PegOutKey key, Bytes request, Optional<Bytes> state) {}
