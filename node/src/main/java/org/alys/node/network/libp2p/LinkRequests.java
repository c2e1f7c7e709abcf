package org.alys.node.network.libp2p;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.alys.node.network.Misconduct;
import org.alys.node.network.PeerAnswer;
import org.alys.node.network.PeerRef;
import org.alys.node.network.Refusal;
import org.alys.node.network.wire.ByteRequests;
import org.alys.node.network.wire.RequestDesk;
import org.alys.node.network.wire.RequestKind;
import org.alys.p2p.exchange.Answer;
import org.alys.p2p.exchange.Exchange;
import org.alys.p2p.exchange.Reason;
import org.alys.p2p.exchange.Reply;
import org.alys.p2p.exchange.RequestProtocol;
import org.alys.p2p.host.Host;
import org.alys.p2p.identity.PeerId;
import org.alys.primitives.Bytes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Requests to single peers, a stream for each, and the answers to theirs. */
final class LinkRequests implements ByteRequests {
    private static final Logger LOG = LoggerFactory.getLogger(LinkRequests.class);

    private final Host host;
    private final Exchange exchange;
    private final LinkSettings settings;
    private final TopicGuard.Parts parts;

    LinkRequests(Host host, LinkSettings settings, TopicGuard.Parts parts) {
        this.host = host;
        this.exchange =
                new Exchange(host, parts.timers(), peer -> parts.discipline().offend(peer, Offence.TOO_MANY_REQUESTS));
        this.settings = settings;
        this.parts = parts;
    }

    private static RequestProtocol protocol(RequestKind kind) {
        return new RequestProtocol(
                "/alys/req/" + kind.protocolName() + "/1",
                kind.maxRequestBytes(),
                kind.maxAnswerBytes(),
                1,
                kind.maxAnswerBytes(),
                kind.timeout(),
                kind.burst(),
                kind.perSecond());
    }

    /** Those that have told that they answer, the best first. */
    @Override
    public List<PeerRef> peers() {
        String status = protocol(RequestKind.STATUS).name();
        long now = parts.timers().nanos();
        return parts.roster().all().stream()
                .map(Session::peer)
                .filter(peer -> host.connection(peer)
                        .flatMap(connection -> connection.description())
                        .filter(description -> description.protocols().contains(status))
                        .isPresent())
                .sorted((one, other) -> Double.compare(
                        parts.reputation().score(other, now), parts.reputation().score(one, now)))
                .map(this::reference)
                .toList();
    }

    private PeerRef reference(PeerId peer) {
        return new PeerRef(peer.toString(), settings.memberOf(peer));
    }

    @Override
    public PeerAnswer<Bytes> ask(PeerRef peer, RequestKind kind, Bytes request) {
        PeerId id = PeerId.parse(peer.id());
        try {
            awaitTurn(id, kind);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new PeerAnswer.Failed<>("interrupted", false);
        }
        long begun = parts.timers().nanos();
        parts.traffic().sent(request.size());
        return switch (exchange.ask(id, protocol(kind), request)) {
            case Reply.Answered(List<Bytes> chunks)
            when chunks.size() == 1 -> {
                long now = parts.timers().nanos();
                parts.traffic().received(chunks.getFirst().size());
                parts.reputation().answered(id, Duration.ofNanos(now - begun), now);
                yield new PeerAnswer.Value<>(chunks.getFirst());
            }
            case Reply.Answered(List<Bytes> chunks) -> broken(peer, "an answer of " + chunks.size() + " chunks");
            case Reply.Broken(String why) -> broken(peer, why);
            case Reply.Refused(Reason reason, String text) -> new PeerAnswer.Refused<>(refusal(reason), text);
            case Reply.Unsupported() -> new PeerAnswer.Failed<>("does not answer " + kind.protocolName(), false);
            case Reply.Failed(String why) -> new PeerAnswer.Failed<>(why, false);
        };
    }

    private void awaitTurn(PeerId peer, RequestKind kind) throws InterruptedException {
        Optional<Session> session = parts.roster().find(peer);
        if (session.isPresent()) {
            Thread.sleep(session.get().beforeAsking(kind, parts.timers().nanos()));
        }
    }

    private PeerAnswer<Bytes> broken(PeerRef peer, String why) {
        LOG.debug("{}: {}", peer, why);
        report(peer, Misconduct.MALFORMED);
        return new PeerAnswer.Failed<>(why, true);
    }

    @Override
    public double reputation(PeerRef peer) {
        return parts.reputation().score(PeerId.parse(peer.id()), parts.timers().nanos()) / Reputation.BEST;
    }

    @Override
    public void report(PeerRef peer, Misconduct misconduct) {
        parts.discipline().offend(PeerId.parse(peer.id()), Offence.of(misconduct));
    }

    /** Answers from now on. */
    void serve(RequestDesk desk) {
        for (RequestKind kind : RequestKind.values()) {
            exchange.serve(protocol(kind), (peer, request) -> answer(desk, peer, kind, request));
        }
    }

    private Answer answer(RequestDesk desk, PeerId peer, RequestKind kind, Bytes request) {
        if (parts.roster().find(peer).isEmpty()) {
            return new Answer.Refused(Reason.UNAVAILABLE, "not connected");
        }
        parts.traffic().received(request.size());
        return switch (desk.answer(reference(peer), kind, request)) {
            case PeerAnswer.Value<Bytes>(Bytes bytes) -> {
                parts.traffic().sent(bytes.size());
                yield Answer.of(bytes);
            }
            case PeerAnswer.Refused<Bytes>(Refusal reason, String text) -> {
                if (reason == Refusal.INVALID_REQUEST) {
                    parts.discipline().offend(peer, Offence.MALFORMED);
                }
                yield new Answer.Refused(reason(reason), text);
            }
            case PeerAnswer.Failed<Bytes>(String why, boolean _) -> new Answer.Refused(Reason.SERVER_ERROR, why);
        };
    }

    private static Refusal refusal(Reason reason) {
        return switch (reason) {
            case INVALID_REQUEST -> Refusal.INVALID_REQUEST;
            case SERVER_ERROR -> Refusal.SERVER_ERROR;
            case UNAVAILABLE -> Refusal.UNAVAILABLE;
            case RATE_LIMITED -> Refusal.RATE_LIMITED;
        };
    }

    private static Reason reason(Refusal refusal) {
        return switch (refusal) {
            case INVALID_REQUEST -> Reason.INVALID_REQUEST;
            case SERVER_ERROR -> Reason.SERVER_ERROR;
            case UNAVAILABLE -> Reason.UNAVAILABLE;
            case RATE_LIMITED -> Reason.RATE_LIMITED;
        };
    }
}
