package org.alys.p2p.host;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.alys.p2p.identity.PeerId;
import org.alys.p2p.negotiation.Multistream;
import org.alys.p2p.noise.NoiseChannel;
import org.alys.p2p.peers.Direction;
import org.alys.p2p.time.Timers;
import org.alys.p2p.transport.Link;
import org.alys.p2p.wire.WireException;
import org.alys.p2p.yamux.YamuxSession;

/** Makes a secured link, agreed to carry yamux, of a plain one (libp2p connections, "Upgrading connections"). */
final class Upgrade {
    private final HostOptions options;
    private final Timers timers;
    private final NoiseChannel noise;

    Upgrade(HostOptions options, Timers timers, SecureRandom random) {
        this.options = options;
        this.timers = timers;
        this.noise = new NoiseChannel(options.key(), random);
    }

    /** All of it must fit the handshake timeout, however slowly the remote sends. */
    NoiseChannel.Secured run(Link plain, Direction direction, Optional<PeerId> expected) throws IOException {
        Timers.Timer deadline = timers.after(options.handshakeTimeout(), plain::abort);
        try {
            return switch (direction) {
                case OUTBOUND -> {
                    propose(plain, NoiseChannel.PROTOCOL);
                    NoiseChannel.Secured secured = noise.initiate(plain, expected);
                    propose(secured.link(), YamuxSession.PROTOCOL);
                    yield secured;
                }
                case INBOUND -> {
                    Multistream.answer(plain, NoiseChannel.PROTOCOL::equals);
                    NoiseChannel.Secured secured = noise.respond(plain);
                    Multistream.answer(secured.link(), YamuxSession.PROTOCOL::equals);
                    yield secured;
                }
            };
        } catch (IOException e) {
            plain.abort();
            throw e;
        } finally {
            deadline.cancel();
        }
    }

    private static void propose(Link link, String protocol) throws IOException {
        if (Multistream.propose(link, List.of(protocol)).isEmpty()) {
            throw new WireException("remote does not speak " + protocol);
        }
    }
}
