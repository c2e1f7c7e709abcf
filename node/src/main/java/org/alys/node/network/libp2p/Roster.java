package org.alys.node.network.libp2p;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.alys.chain.vote.MemberSet;
import org.alys.p2p.identity.Multiaddr;
import org.alys.p2p.identity.PeerId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who is connected. */
final class Roster {
    private static final Logger LOG = LoggerFactory.getLogger(Roster.class);

    private final LinkSettings settings;
    private final BiFunction<PeerId, Role, Session> opener;
    /** Peers that the operator wants: they are not counted as followers. */
    private final Set<PeerId> chosen = new HashSet<>();

    private final Map<PeerId, Session> sessions = new ConcurrentHashMap<>();
    private int nextFollower = MemberSet.MAX_MEMBERS;

    Roster(LinkSettings settings, BiFunction<PeerId, Role, Session> opener) {
        this.settings = settings;
        this.opener = opener;
        settings.peers().stream().map(Multiaddr::peer).flatMap(Optional::stream).forEach(chosen::add);
    }

    /** False when there are too many that are no members. */
    synchronized boolean enter(PeerId peer) {
        if (sessions.containsKey(peer)) {
            return true;
        }
        OptionalInt member = settings.memberOf(peer);
        if (member.isEmpty() && !chosen.contains(peer) && followers() >= settings.maxFollowers()) {
            LOG.debug("{} is refused: {} nodes follow already", peer, settings.maxFollowers());
            return false;
        }
        Role role = member.isPresent() ? new Role.Member(member.getAsInt()) : new Role.Follower(nextFollower++);
        sessions.put(peer, opener.apply(peer, role));
        if (role.isMember()) {
            LOG.info("member {} is connected", role.number());
        }
        return true;
    }

    private long followers() {
        return sessions.values().stream()
                .filter(session -> !session.role().isMember() && !chosen.contains(session.peer()))
                .count();
    }

    synchronized void leave(PeerId peer, String why) {
        Optional<Session> gone = Optional.ofNullable(sessions.remove(peer));
        gone.map(Session::role)
                .filter(Role::isMember)
                .ifPresent(role -> LOG.info("member {} is gone: {}", role.number(), why));
    }

    Optional<Session> find(PeerId peer) {
        return Optional.ofNullable(sessions.get(peer));
    }

    Collection<Session> all() {
        return sessions.values();
    }

    synchronized void clear() {
        sessions.clear();
    }
}
