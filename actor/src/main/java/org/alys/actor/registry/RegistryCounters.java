package org.alys.actor.registry;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What a registry counts of its writes; safe for all threads. */
final class RegistryCounters {
    private final Instant began;
    private final Rate registrations = new Rate();
    private final Rate writes = new Rate();
    private long registered;
    private long unregistered;
    private long refused;
    private Duration lived = Duration.ZERO;
    private long reports;
    private long healthyReports;

    RegistryCounters(Instant began) {
        this.began = began;
    }

    synchronized void added(Instant now) {
        registered++;
        registrations.count(now);
        writes.count(now);
    }

    synchronized void removed(Registration entry, Instant now) {
        unregistered++;
        lived = lived.plus(Duration.between(entry.registeredAt(), now));
        writes.count(now);
    }

    synchronized void changed(Instant now) {
        writes.count(now);
    }

    synchronized void health(RegistryHealth health) {
        reports++;
        healthyReports += health == RegistryHealth.HEALTHY ? 1 : 0;
    }

    synchronized Optional<RegistryRefusal> refused(RegistryRefusal refusal) {
        refused++;
        return Optional.of(refusal);
    }

    synchronized RegistryStatistics statistics(List<Registration> entries, Instant now) {
        return new RegistryStatistics(
                entries.size(),
                count(entries, Registration::priority),
                count(entries, entry -> entry.type().getSimpleName()),
                count(entries, Registration::state),
                count(entries, Registration::health),
                registered,
                unregistered,
                refused,
                registrations.lastMinute(now),
                writes.lastMinute(now),
                unregistered == 0 ? Duration.ZERO : lived.dividedBy(unregistered),
                reports == 0 ? 1.0 : (double) healthyReports / reports,
                Duration.between(began, now));
    }

    private static <K> Map<K, Integer> count(List<Registration> entries, Function<Registration, K> key) {
        Map<K, Integer> counts = new HashMap<>();
        entries.forEach(entry -> counts.merge(key.apply(entry), 1, Integer::sum));
        return counts;
    }
}
