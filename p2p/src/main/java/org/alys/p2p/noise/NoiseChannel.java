package org.alys.p2p.noise;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.Optional;
import org.alys.p2p.identity.NodeKey;
import org.alys.p2p.identity.PeerId;
import org.alys.p2p.identity.PublicKey;
import org.alys.p2p.transport.Link;
import org.alys.p2p.transport.StagingLink;
import org.alys.p2p.wire.WireException;

/** Turns a plain link into one that is encrypted and whose remote identity is proven. The caller bounds its time. */
public final class NoiseChannel {
    /** The protocol's name in negotiation. */
    public static final String PROTOCOL = "/noise";

    private static final byte[] NO_PROLOGUE = {};
    private static final byte[] NO_PAYLOAD = {};
    /** Far below what Noise allows: nothing legitimate in a handshake is larger. */
    private static final int MAX_HANDSHAKE_MESSAGE = 4096;

    private final NodeKey key;
    private final SecureRandom random;
    private final Spares spares = new Spares();

    public NoiseChannel(NodeKey key, SecureRandom random) {
        this.key = key;
        this.random = random;
    }

    /** A link that is secured. */
    public record Secured(StagingLink link, PublicKey remoteKey) {}

    /**
     * Speaks first.
     *
     * @throws WireException when the remote breaks the protocol or is not {@code expected}
     */
    public Secured initiate(Link link, Optional<PeerId> expected) throws IOException {
        DhKey fixed = DhKey.generate(random);
        XxHandshake handshake = new XxHandshake(true, fixed, DhKey.generate(random), NO_PROLOGUE);
        send(link, handshake.write(NO_PAYLOAD));
        byte[] payload = handshake.read(receive(link));
        PublicKey remote = NoisePayload.open(payload, handshake.remoteFixed());
        refuseStranger(remote, expected);
        send(link, handshake.write(NoisePayload.seal(key, fixed.point())));
        return new Secured(new NoiseLink(link, handshake.keys(), spares), remote);
    }

    /** Answers the side that speaks first. */
    public Secured respond(Link link) throws IOException {
        DhKey fixed = DhKey.generate(random);
        XxHandshake handshake = new XxHandshake(false, fixed, DhKey.generate(random), NO_PROLOGUE);
        handshake.read(receive(link));
        send(link, handshake.write(NoisePayload.seal(key, fixed.point())));
        byte[] payload = handshake.read(receive(link));
        PublicKey remote = NoisePayload.open(payload, handshake.remoteFixed());
        return new Secured(new NoiseLink(link, handshake.keys(), spares), remote);
    }

    private static void refuseStranger(PublicKey remote, Optional<PeerId> expected) throws WireException {
        if (expected.isPresent() && !expected.get().equals(remote.peerId())) {
            throw new WireException("peer is " + remote.peerId() + ", expected was " + expected.get());
        }
    }

    private static void send(Link link, byte[] message) throws IOException {
        byte[] framed = new byte[2 + message.length];
        framed[0] = (byte) (message.length >> 8);
        framed[1] = (byte) message.length;
        System.arraycopy(message, 0, framed, 2, message.length);
        link.write(framed);
    }

    private static byte[] receive(Link link) throws IOException {
        byte[] header = new byte[2];
        link.readFully(header, 0, 2);
        int length = ((header[0] & 0xff) << 8) | (header[1] & 0xff);
        if (length > MAX_HANDSHAKE_MESSAGE) {
            throw new WireException("Noise handshake message of " + length + " bytes");
        }
        byte[] message = new byte[length];
        link.readFully(message, 0, length);
        return message;
    }
}
