package org.alys.node.network.libp2p;

import java.time.Duration;
import java.util.Locale;
import org.alys.node.network.Traffic;
import org.alys.p2p.gossip.GossipCourt;
import org.alys.p2p.host.Host;
import org.alys.p2p.identity.PeerId;
import org.alys.p2p.time.Timers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Judges what peers do wrong: disconnects them, and bans who does it often. */
final class Discipline implements GossipCourt {
    private static final Logger LOG = LoggerFactory.getLogger(Discipline.class);
    static final Duration FOLLOWER_BAN = Duration.ofMinutes(10);
    /** Short: a federation with a member too few is worse off than one with a member that errs. */
    static final Duration MEMBER_BAN = Duration.ofMinutes(1);

    private final LinkSettings settings;
    private final Host host;
    private final Reputation reputation;
    private final Traffic traffic;
    private final Timers timers;

    Discipline(LinkSettings settings, Host host, Reputation reputation, Traffic traffic, Timers timers) {
        this.settings = settings;
        this.host = host;
        this.reputation = reputation;
        this.traffic = traffic;
        this.timers = timers;
    }

    void offend(PeerId peer, Offence offence) {
        traffic.offence(offence.name().toLowerCase(Locale.ROOT));
        if (reputation.offend(peer, offence, timers.nanos())) {
            ban(peer, offence);
        } else if (offence.endsConnection) {
            LOG.warn("NET004 {} is disconnected: {}", name(peer), offence);
            host.disconnect(peer);
        }
    }

    boolean isBanned(PeerId peer) {
        return host.banned(peer).isPositive();
    }

    private void ban(PeerId peer, Offence offence) {
        Duration duration = settings.memberOf(peer).isPresent() ? MEMBER_BAN : FOLLOWER_BAN;
        traffic.banned();
        LOG.warn("NET005 {} is banned for {}: {}", name(peer), duration, offence);
        host.ban(peer, duration);
    }

    private String name(PeerId peer) {
        return settings.memberOf(peer).isPresent()
                ? "member " + settings.memberOf(peer).getAsInt() + ", " + peer
                : "peer " + peer;
    }

    @Override
    public void malformed(PeerId peer, String why) {
        LOG.debug("{}: {}", peer, why);
        offend(peer, Offence.MALFORMED);
    }

    @Override
    public void stalled(PeerId peer) {
        offend(peer, Offence.STALLED);
    }

    @Override
    public void graylisted(PeerId peer, double score) {
        offend(peer, Offence.GRAYLISTED);
    }
}
