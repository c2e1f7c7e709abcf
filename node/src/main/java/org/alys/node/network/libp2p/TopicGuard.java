package org.alys.node.network.libp2p;

import java.util.Optional;
import java.util.OptionalInt;
import org.alys.node.network.FederationLink;
import org.alys.node.network.PeerMessage;
import org.alys.node.network.Traffic;
import org.alys.node.network.wire.Incoming;
import org.alys.node.network.wire.PeerMessageCodec;
import org.alys.p2p.gossip.GossipMessage;
import org.alys.p2p.gossip.TopicHandler;
import org.alys.p2p.gossip.Verdict;
import org.alys.p2p.identity.PeerId;
import org.alys.p2p.time.Timers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stands between a topic and the node: what passes here is taken in and passed on. Who passes on what is wrong is to blame for it. */
final class TopicGuard implements TopicHandler {
    private static final Logger LOG = LoggerFactory.getLogger(TopicGuard.class);

    private final Topic topic;
    private final LinkSettings settings;
    private final Parts parts;
    private final FederationLink.Inbox inbox;

    /** What all guards of a link share. */
    record Parts(
            Roster roster,
            Discipline discipline,
            Reputation reputation,
            PeerMessageCodec codec,
            Traffic traffic,
            Timers timers) {}

    TopicGuard(Topic topic, LinkSettings settings, Parts parts, FederationLink.Inbox inbox) {
        this.topic = topic;
        this.settings = settings;
        this.parts = parts;
        this.inbox = inbox;
    }

    /** The inbox has an accepted message already: nothing is decoded twice, and nobody waits for others to be told. */
    @Override
    public Verdict validate(PeerId forwarder, GossipMessage gossiped) {
        parts.traffic().received(gossiped.data().size());
        Optional<Session> session = parts.roster().find(forwarder);
        return session.isEmpty() ? Verdict.IGNORE : judge(session.get(), gossiped);
    }

    private Verdict judge(Session forwarder, GossipMessage gossiped) {
        if (!forwarder.mayPassOn(topic, 1, parts.timers().nanos())) {
            return refused(forwarder, Offence.TOO_MANY, Verdict.IGNORE);
        }
        return switch (parts.codec().decode(gossiped.data().toArray())) {
            case Incoming.Message(PeerMessage message) -> judge(forwarder, gossiped.from(), message);
            case Incoming.UnknownKind(int number) -> {
                LOG.debug("{} passed on a message of the unknown kind {}", forwarder.peer(), number);
                yield refused(forwarder, Offence.UNKNOWN_KIND, Verdict.IGNORE);
            }
            case Incoming.Malformed(String reason) -> {
                LOG.debug("{}: {}", forwarder.peer(), reason);
                yield refused(forwarder, Offence.MALFORMED, Verdict.REJECT);
            }
        };
    }

    private Verdict judge(Session forwarder, PeerId author, PeerMessage message) {
        OptionalInt member = settings.memberOf(author);
        boolean misplaced = Topic.of(message) != topic;
        if (misplaced || (topic.isForMembers() && member.isEmpty() && settings.knowsMembers())) {
            return refused(forwarder, Offence.FORBIDDEN, Verdict.REJECT);
        }
        if (topic == Topic.BLOCK && parts.discipline().isBanned(author)) {
            // Others may not have seen yet what its blocks are worth.
            return Verdict.IGNORE;
        }
        if (message instanceof PeerMessage.Transactions(var encoded)
                && !forwarder.mayPassOn(
                        topic, Math.max(0, encoded.size() - 1), parts.timers().nanos())) {
            return refused(forwarder, Offence.TOO_MANY, Verdict.IGNORE);
        }
        Verdict verdict = inbox.take(member.orElse(forwarder.role().followerNumber()), message);
        return switch (verdict) {
            case ACCEPT -> {
                parts.reputation().helped(forwarder.peer(), parts.timers().nanos());
                yield verdict;
            }
            case REJECT -> refused(forwarder, Offence.INVALID, verdict);
            case IGNORE -> verdict;
        };
    }

    private Verdict refused(Session forwarder, Offence offence, Verdict verdict) {
        parts.discipline().offend(forwarder.peer(), offence);
        return verdict;
    }
}
