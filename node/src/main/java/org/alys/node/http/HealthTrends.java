package org.alys.node.http;

import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.alys.actor.health.HealthEvent;
import org.alys.actor.health.HealthHistory;

/**
 * The health of the node's actors over time.
 *
 * @param trends of the score, by how far back they look
 * @param events the latest, oldest first
 */
public record HealthTrends(SortedMap<Duration, HealthHistory.Trend> trends, List<HealthEvent> events) {
    public HealthTrends {
        trends = new TreeMap<>(trends);
        events = List.copyOf(events);
    }
}
