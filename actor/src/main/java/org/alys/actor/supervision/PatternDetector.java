package org.alys.actor.supervision;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Finds patterns in a history of failures. The confidence of {@code n} occurrences is {@code n / (n + 1)}; for a period it
 * is also multiplied by one minus the relative standard deviation of the gaps.
 *
 * @param minOccurrences fewer are no pattern, 2 or more
 * @param window older failures do not count, more than zero
 * @param minConfidence less sure patterns are not reported, 0.0 to 1.0
 * @param burst the short time within which a cascade or a partition happens, more than zero
 */
public record PatternDetector(int minOccurrences, Duration window, double minConfidence, Duration burst) {
    /** At least 3 occurrences in 24 hours with a confidence of 0.7; a burst lasts 10 seconds. */
    public static final PatternDetector STANDARD =
            new PatternDetector(3, Duration.ofHours(24), 0.7, Duration.ofSeconds(10));

    public PatternDetector {
        if (minOccurrences < 2 || !window.isPositive() || !burst.isPositive()) {
            throw new IllegalArgumentException(
                    "impossible detector: " + minOccurrences + " occurrences, " + window + ", " + burst);
        }
        if (!(minConfidence >= 0 && minConfidence <= 1)) {
            throw new IllegalArgumentException("confidence outside 0.0 to 1.0: " + minConfidence);
        }
    }

    /**
     * The patterns that the failures up to {@code now} show. Pure.
     *
     * @param records oldest first
     */
    public List<FailurePattern.Found> detect(List<FailureRecord> records, Instant now) {
        List<FailureRecord> counted = records.stream()
                .filter(failed -> isWithin(window, failed, now) && originates(failed.failure()))
                .toList();
        List<FailureRecord> recent =
                counted.stream().filter(failed -> isWithin(burst, failed, now)).toList();
        List<FailurePattern.Found> found = new ArrayList<>();
        Set<String> actors = recent.stream().map(FailureRecord::actor).collect(Collectors.toSet());
        add(found, actors.size(), () -> new FailurePattern.Cascading(actors));
        Set<String> peers = named(
                recent,
                failure -> failure instanceof DomainFailure.Network(String peer, String error)
                        ? Optional.of(peer)
                        : Optional.empty());
        add(found, peers.size(), () -> new FailurePattern.NetworkPartition(peers));
        count(counted, PatternDetector::exhausted)
                .forEach((resource, times) -> add(found, times, () -> new FailurePattern.ResourceExhaustion(resource)));
        Map<String, Integer> codes = count(counted, PatternDetector::consensusCode);
        add(
                found,
                codes.values().stream().mapToInt(Integer::intValue).sum(),
                () -> new FailurePattern.ConsensusBreakdown(codes.keySet()));
        periodic(counted, found);
        return found;
    }

    private static boolean isWithin(Duration time, FailureRecord failed, Instant now) {
        return Duration.between(failed.at(), now).compareTo(time) < 0;
    }

    /** A restart that was asked for, or that follows from another failure, is no failure of its own. */
    private static boolean originates(Failure failure) {
        return !(failure instanceof OperationalFailure.SiblingFailed
                || failure instanceof OperationalFailure.RestartRequested
                || failure instanceof Failure.ChildEscalated);
    }

    private void add(List<FailurePattern.Found> found, int occurrences, Supplier<FailurePattern> pattern) {
        double confidence = sureness(occurrences);
        if (occurrences >= minOccurrences && confidence >= minConfidence) {
            found.add(new FailurePattern.Found(pattern.get(), confidence, occurrences));
        }
    }

    private static double sureness(int occurrences) {
        return occurrences / (occurrences + 1.0);
    }

    private static Set<String> named(List<FailureRecord> records, Function<Failure, Optional<String>> name) {
        return records.stream()
                .flatMap(failed -> name.apply(failed.failure()).stream())
                .collect(Collectors.toSet());
    }

    private static Map<String, Integer> count(List<FailureRecord> records, Function<Failure, Optional<String>> name) {
        Map<String, Integer> counts = new TreeMap<>();
        records.forEach(failed -> name.apply(failed.failure()).ifPresent(key -> counts.merge(key, 1, Integer::sum)));
        return counts;
    }

    /** The resource that is used up, if that is the failure. */
    static Optional<String> exhausted(Failure failure) {
        return switch (failure) {
            case OperationalFailure.ResourceExhausted(String resource, double usage) -> Optional.of(resource);
            case Failure.MailboxOverflow(String recipient, int capacity, Throwable thrown) ->
                Optional.of("mailbox of " + recipient);
            default -> Optional.empty();
        };
    }

    private static Optional<String> consensusCode(Failure failure) {
        return failure instanceof DomainFailure.Consensus(String code) ? Optional.of(code) : Optional.empty();
    }

    private void periodic(List<FailureRecord> records, List<FailurePattern.Found> found) {
        Map<String, List<Instant>> times = records.stream()
                .collect(Collectors.groupingBy(
                        FailureRecord::actor,
                        TreeMap::new,
                        Collectors.mapping(FailureRecord::at, Collectors.toList())));
        times.forEach((actor, failures) -> {
            int count = failures.size();
            if (count < Math.max(3, minOccurrences)) {
                return;
            }
            double mean =
                    Duration.between(failures.getFirst(), failures.getLast()).toNanos() / (count - 1.0);
            double squares = 0;
            for (int i = 1; i < count; i++) {
                double off =
                        Duration.between(failures.get(i - 1), failures.get(i)).toNanos() - mean;
                squares += off * off;
            }
            double confidence =
                    mean <= 0 ? 0 : sureness(count) * Math.max(0, 1 - Math.sqrt(squares / (count - 1)) / mean);
            if (confidence >= minConfidence) {
                found.add(new FailurePattern.Found(
                        new FailurePattern.Periodic(actor, Duration.ofNanos((long) mean)), confidence, count));
            }
        });
    }
}
