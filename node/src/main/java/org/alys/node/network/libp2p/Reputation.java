package org.alys.node.network.libp2p;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.alys.p2p.identity.PeerId;

/** What is known of peers' conduct, over reconnections. Points of offences fade by one each second, merits by half in ten minutes. */
final class Reputation {
    static final double BAN_AT = 100;
    static final double BEST = 100;
    /** The score of a stranger; the worst is 0. */
    static final double STRANGER = 50;

    private static final double MOST_FOR_USE = 30;
    private static final double MOST_FOR_SPEED = 20;
    /** So many useful messages earn half of what can be earned. */
    private static final double HALF_OF_USE = 20;

    private static final double SLOW_SECONDS = 1;
    private static final double NEW_LATENCY_WEIGHT = 0.2;
    private static final double MERIT_HALF_LIFE_SECONDS = 600;
    private static final int MAX_REMEMBERED = 4096;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Map<PeerId, Standing> standings = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<PeerId, Standing> eldest) {
            return size() > MAX_REMEMBERED;
        }
    };

    /** @param latencySeconds of its answers, the recent ones count most; empty before the first */
    private record Standing(double points, double merits, Optional<Double> latencySeconds, long atNanos) {
        Standing at(long nanos) {
            double seconds = (nanos - atNanos) / NANOS_PER_SECOND;
            return new Standing(
                    Math.max(0, points - seconds),
                    merits * Math.pow(0.5, seconds / MERIT_HALF_LIFE_SECONDS),
                    latencySeconds,
                    nanos);
        }

        double score() {
            double use = MOST_FOR_USE * merits / (merits + HALF_OF_USE);
            double speed = latencySeconds
                    .map(seconds -> MOST_FOR_SPEED * Math.max(0, 1 - seconds / SLOW_SECONDS))
                    .orElse(0.0);
            return Math.clamp(STRANGER + use + speed - points, 0, BEST);
        }
    }

    /** Writes an offence down; true when it gets the peer banned, which wipes the slate. */
    synchronized boolean offend(PeerId peer, Offence offence, long nanos) {
        Standing before = standing(peer, nanos);
        double points = before.points() + offence.points;
        boolean banned = points >= BAN_AT;
        standings.put(peer, new Standing(banned ? 0 : points, before.merits(), before.latencySeconds(), nanos));
        return banned;
    }

    /** The peer sent something that was good and new. */
    synchronized void helped(PeerId peer, long nanos) {
        Standing before = standing(peer, nanos);
        standings.put(peer, new Standing(before.points(), before.merits() + 1, before.latencySeconds(), nanos));
    }

    /** The peer answered a request after this time. */
    synchronized void answered(PeerId peer, Duration after, long nanos) {
        Standing before = standing(peer, nanos);
        double seconds = after.toNanos() / NANOS_PER_SECOND;
        double latency = before.latencySeconds()
                .map(known -> known + NEW_LATENCY_WEIGHT * (seconds - known))
                .orElse(seconds);
        standings.put(peer, new Standing(before.points(), before.merits() + 1, Optional.of(latency), nanos));
    }

    /** From 0 to 100. */
    synchronized double score(PeerId peer, long nanos) {
        return standing(peer, nanos).score();
    }

    private Standing standing(PeerId peer, long nanos) {
        return Optional.ofNullable(standings.get(peer))
                .map(known -> known.at(nanos))
                .orElseGet(() -> new Standing(0, 0, Optional.empty(), nanos));
    }
}
