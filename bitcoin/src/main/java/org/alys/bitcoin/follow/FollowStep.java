package org.alys.bitcoin.follow;

import java.util.List;

/**
 * What one poll found.
 *
 * @param events in the order in which the chain changed; applied to the old cursor they give {@code cursor}
 * @param cursor for the next poll; to be stored in one piece with the effects of the events
 */
public record FollowStep(List<ChainEvent> events, FollowCursor cursor, FollowStatus status) {
    public FollowStep {
        events = List.copyOf(events);
    }
}
