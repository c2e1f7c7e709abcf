package org.alys.actor.registry;

import java.time.Duration;
import java.util.Map;
import org.alys.actor.Priority;

/**
 * A registry in numbers. Lookups are not counted: that would cost more than a lookup does.
 *
 * @param actors entries now
 * @param byPriority entries of each priority
 * @param byType entries of each type of message, by its simple name
 * @param byState entries in each state
 * @param byHealth entries of each health
 * @param registered entries ever added
 * @param unregistered entries ever taken out
 * @param refused requests ever refused
 * @param registrationsLastMinute entries added in the last minute
 * @param writesLastMinute changes of any kind in the last minute
 * @param meanLifetime mean time between adding and taking out, of those taken out; zero if none was
 * @param healthyReports part of the health reports that said healthy, 1.0 if there was none
 * @param uptime age of the registry
 */
public record RegistryStatistics(
        int actors,
        Map<Priority, Integer> byPriority,
        Map<String, Integer> byType,
        Map<RegistryState, Integer> byState,
        Map<RegistryHealth, Integer> byHealth,
        long registered,
        long unregistered,
        long refused,
        int registrationsLastMinute,
        int writesLastMinute,
        Duration meanLifetime,
        double healthyReports,
        Duration uptime) {
    public RegistryStatistics {
        byPriority = Map.copyOf(byPriority);
        byType = Map.copyOf(byType);
        byState = Map.copyOf(byState);
        byHealth = Map.copyOf(byHealth);
    }
}
