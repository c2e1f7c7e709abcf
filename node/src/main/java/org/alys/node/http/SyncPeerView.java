package org.alys.node.http;

import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A connected peer as a source of blocks.
 *
 * @param id its peer id
 * @param member its index when it is a member of the federation
 * @param finalHeight of the final block that it says it has; empty before it has said so
 * @param score from 0 to 1, the sum of each part by its weight
 * @param standing whether it is asked for blocks, in lower case, such as {@code free}
 */
public record SyncPeerView(
        String id, OptionalInt member, OptionalLong finalHeight, double score, List<Part> parts, String standing) {
    /**
     * A part of the score.
     *
     * @param name in lower case, such as {@code latency}
     * @param value from 0 to 1
     * @param weight from 0 to 1; those of all parts are 1 together
     */
    public record Part(String name, double value, double weight) {}
}
