package org.alys.node.network;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How this node is connected.
 *
 * @param reachableMembers other members that can be reached; empty when the link cannot tell
 * @param nodes connected nodes, members or not
 * @param partitionedSince since when too few can be reached; empty when enough can
 */
public record NetworkStatus(OptionalInt reachableMembers, int nodes, Optional<Instant> partitionedSince) {}
