package org.alys.actor.health;

import java.time.Duration;
import java.time.Instant;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The health of the system over time, a bounded part of it.
 *
 * @param samples at regular intervals, oldest first
 * @param events oldest first
 */
public record HealthHistory(List<Sample> samples, List<HealthEvent> events) {

    /**
     * The system at one moment.
     *
     * @param at when
     * @param score 0 to 100
     * @param counts actors in each state
     * @param membersHealthy healthy members of the federation
     */
    public record Sample(Instant at, double score, Map<HealthState, Integer> counts, int membersHealthy) {
        public Sample {
            counts = Map.copyOf(counts);
        }
    }

    /** Where the score goes. */
    public enum Direction {
        IMPROVING,
        STEADY,
        DECLINING
    }

    /**
     * The score over a time, by a straight line of least squares.
     *
     * @param direction steady if the line moves by less than one point over the time
     * @param perHour points per hour
     * @param least lowest score in it
     * @param greatest highest score in it
     * @param samples how many samples it is drawn from
     */
    public record Trend(Direction direction, double perHour, double least, double greatest, int samples) {}

    public HealthHistory {
        samples = List.copyOf(samples);
        events = List.copyOf(events);
    }

    /** The trend of the samples not older than {@code window}; steady with fewer than two. Pure. */
    public Trend trend(Duration window, Instant now) {
        List<Sample> recent = samples.stream()
                .filter(sample -> Duration.between(sample.at(), now).compareTo(window) <= 0)
                .toList();
        DoubleSummaryStatistics scores = recent.stream().collect(Collectors.summarizingDouble(Sample::score));
        double perHour = slope(recent);
        double moved = recent.isEmpty()
                ? 0
                : perHour * hours(recent.getFirst().at(), recent.getLast().at());
        Direction direction =
                Math.abs(moved) < 1 ? Direction.STEADY : moved > 0 ? Direction.IMPROVING : Direction.DECLINING;
        return recent.isEmpty()
                ? new Trend(direction, 0, 0, 0, 0)
                : new Trend(direction, perHour, scores.getMin(), scores.getMax(), recent.size());
    }

    private static double slope(List<Sample> recent) {
        if (recent.size() < 2) {
            return 0;
        }
        Instant origin = recent.getFirst().at();
        double meanTime = recent.stream().collect(Collectors.averagingDouble(sample -> hours(origin, sample.at())));
        double meanScore = recent.stream().collect(Collectors.averagingDouble(Sample::score));
        double above = 0;
        double below = 0;
        for (Sample sample : recent) {
            double time = hours(origin, sample.at()) - meanTime;
            above += time * (sample.score() - meanScore);
            below += time * time;
        }
        return below == 0 ? 0 : above / below;
    }

    private static double hours(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / 3.6e12;
    }
}
