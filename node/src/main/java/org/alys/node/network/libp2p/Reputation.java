package org.alys.node.network.libp2p;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.alys.p2p.identity.PeerId;

/** Remembers offences of peers over reconnections. Points fade by one each second; who has too many is banned for a while. */
final class Reputation {
    static final double BAN_AT = 100;
    static final Duration FOLLOWER_BAN = Duration.ofMinutes(10);
    /** Short: a federation with a member too few is worse off than one with a member that errs. */
    static final Duration MEMBER_BAN = Duration.ofMinutes(1);

    private static final int MAX_REMEMBERED = 4096;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Map<PeerId, Standing> standings = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<PeerId, Standing> eldest) {
            return size() > MAX_REMEMBERED;
        }
    };

    private record Standing(double points, long atNanos, Optional<Long> bannedUntilNanos) {
        double pointsAt(long nanos) {
            return Math.max(0, points - (nanos - atNanos) / NANOS_PER_SECOND);
        }
    }

    /** Writes an offence down; true when it gets the peer banned. */
    synchronized boolean offend(PeerId peer, Offence offence, boolean member, long nanos) {
        Optional<Standing> before = Optional.ofNullable(standings.get(peer));
        double points = before.map(known -> known.pointsAt(nanos)).orElse(0.0) + offence.points;
        if (points < BAN_AT) {
            standings.put(peer, new Standing(points, nanos, before.flatMap(Standing::bannedUntilNanos)));
            return false;
        }
        long until = nanos + (member ? MEMBER_BAN : FOLLOWER_BAN).toNanos();
        standings.put(peer, new Standing(0, nanos, Optional.of(until)));
        return true;
    }

    /** How long the peer is banned still; empty when it is not. */
    synchronized Optional<Duration> banned(PeerId peer, long nanos) {
        return Optional.ofNullable(standings.get(peer))
                .flatMap(Standing::bannedUntilNanos)
                .filter(until -> until - nanos > 0)
                .map(until -> Duration.ofNanos(until - nanos));
    }
}
