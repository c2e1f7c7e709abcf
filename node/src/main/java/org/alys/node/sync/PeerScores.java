package org.alys.node.sync;

import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.alys.node.network.PeerRef;

/**
 * What peers are worth as sources of blocks, from 0 to 1, by what was observed of them over the last hour: the mean of the
 * {@link ScorePart}s by their weights. What was not observed yet counts in a peer's favour where trying it tells more, and as 0.5
 * elsewhere. For one thread.
 */
final class PeerScores {
    /** Who is below is asked only for what nobody better has. */
    static final double LEAST = 0.3;

    static final Duration WINDOW = Duration.ofHours(1);

    private static final double NEW_WEIGHT = 0.25;
    private static final double SLOW_SECONDS = 1;
    private static final double FULL_BYTES_PER_SECOND = 100e6 / 8;
    private static final double KEPT_PER_MINUTE = 0.99;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double NANOS_PER_MINUTE = 60 * NANOS_PER_SECOND;
    private static final double UNKNOWN = 0.5;
    private static final Score STRANGER = new Score(UNKNOWN, 1, 1, UNKNOWN, UNKNOWN);

    private final Map<PeerRef, Observed> observed = new HashMap<>();

    /** The parts that are observed, each from 0 to 1. */
    record Score(double latency, double reliability, double bandwidth, double usefulness, double reputation) {
        double part(ScorePart part, boolean member) {
            return switch (part) {
                case LATENCY -> latency;
                case RELIABILITY -> reliability;
                case BANDWIDTH -> bandwidth;
                case MEMBERSHIP -> member ? 1 : UNKNOWN;
                case USEFULNESS -> usefulness;
                case REPUTATION -> reputation;
            };
        }

        double total(boolean member) {
            double total = 0;
            for (ScorePart part : ScorePart.values()) {
                total += part.weight() * part(part, member);
            }
            return total;
        }
    }

    private record Observed(Score score, long atNanos) {}

    /** The peer answered a small question after this time. */
    void latency(PeerRef peer, Duration took, long nanos) {
        double seconds = took.toNanos() / NANOS_PER_SECOND;
        Score now = score(peer, nanos);
        double latency = 1 - Math.min(seconds, SLOW_SECONDS) / SLOW_SECONDS;
        put(
                peer,
                new Score(
                        moved(now.latency(), latency),
                        now.reliability(),
                        now.bandwidth(),
                        now.usefulness(),
                        now.reputation()),
                nanos);
    }

    /** What the transport thinks of the peer, from 0 to 1. */
    void reputation(PeerRef peer, double reputation, long nanos) {
        Score now = score(peer, nanos);
        put(
                peer,
                new Score(now.latency(), now.reliability(), now.bandwidth(), now.usefulness(), clamp(reputation)),
                nanos);
    }

    /** The peer sent so many bytes of blocks in this time. */
    void answered(PeerRef peer, long bytes, Duration took, long nanos) {
        double perSecond = bytes * NANOS_PER_SECOND / Math.max(1, took.toNanos());
        Score now = score(peer, nanos);
        put(
                peer,
                new Score(
                        now.latency(),
                        moved(now.reliability(), 1),
                        moved(now.bandwidth(), Math.min(1, perSecond / FULL_BYTES_PER_SECOND)),
                        now.usefulness(),
                        now.reputation()),
                nanos);
    }

    /** The peer did not answer, or not in time, or refused. */
    void failed(PeerRef peer, long nanos) {
        Score now = score(peer, nanos);
        put(
                peer,
                new Score(
                        now.latency(),
                        moved(now.reliability(), 0),
                        moved(now.bandwidth(), 0),
                        now.usefulness(),
                        now.reputation()),
                nanos);
    }

    /** Whether what the peer sent was of use. */
    void judged(PeerRef peer, boolean useful, long nanos) {
        Score now = score(peer, nanos);
        put(
                peer,
                new Score(
                        now.latency(),
                        now.reliability(),
                        now.bandwidth(),
                        moved(now.usefulness(), useful ? 1 : 0),
                        now.reputation()),
                nanos);
    }

    /** From 0 to 1. */
    double of(PeerRef peer, long nanos) {
        return score(peer, nanos).total(peer.member().isPresent());
    }

    /** What the score is made of, each from 0 to 1. */
    Map<ScorePart, Double> parts(PeerRef peer, long nanos) {
        Score now = score(peer, nanos);
        Map<ScorePart, Double> parts = new EnumMap<>(ScorePart.class);
        for (ScorePart part : ScorePart.values()) {
            parts.put(part, now.part(part, peer.member().isPresent()));
        }
        return parts;
    }

    /** Forgets who was silent for an hour. */
    void forgetOld(long nanos) {
        observed.values().removeIf(known -> nanos - known.atNanos() >= WINDOW.toNanos());
    }

    /** What is old weighs less: by a hundredth each minute it gets nearer to what a stranger has. */
    private Score score(PeerRef peer, long nanos) {
        return Optional.ofNullable(observed.get(peer))
                .filter(known -> nanos - known.atNanos() < WINDOW.toNanos())
                .map(known -> faded(known, nanos))
                .orElse(STRANGER);
    }

    private static Score faded(Observed known, long nanos) {
        double kept = Math.pow(KEPT_PER_MINUTE, (nanos - known.atNanos()) / NANOS_PER_MINUTE);
        Score then = known.score();
        return new Score(
                faded(then.latency(), STRANGER.latency(), kept),
                faded(then.reliability(), STRANGER.reliability(), kept),
                faded(then.bandwidth(), STRANGER.bandwidth(), kept),
                faded(then.usefulness(), STRANGER.usefulness(), kept),
                faded(then.reputation(), STRANGER.reputation(), kept));
    }

    private static double faded(double then, double stranger, double kept) {
        return stranger + kept * (then - stranger);
    }

    private void put(PeerRef peer, Score score, long nanos) {
        observed.put(peer, new Observed(score, nanos));
    }

    private static double moved(double from, double to) {
        return from + NEW_WEIGHT * (to - from);
    }

    private static double clamp(double share) {
        return Math.clamp(share, 0.0, 1.0);
    }
}
