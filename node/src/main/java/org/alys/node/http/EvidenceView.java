package org.alys.node.http;

import java.time.Instant;
import org.alys.chain.evidence.Evidence;
import org.alys.primitives.Bytes;

/**
 * Evidence against a member, with what verifies it beside the genesis root.
 *
 * @param publicKey the member's BLS key, 48 bytes
 * @param seen when this node saw it
 */
public record EvidenceView(Bytes publicKey, Instant seen, Evidence evidence) {}
