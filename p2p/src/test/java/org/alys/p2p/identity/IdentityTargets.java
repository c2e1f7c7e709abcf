package org.alys.p2p.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.alys.fuzzing.FuzzTarget;
import org.alys.p2p.wire.WireException;
import org.alys.primitives.Bytes;
import org.alys.primitives.Hashes;

/** Fuzzing of keys, peer ids, addresses and signed records. */
public final class IdentityTargets {
    private static final NodeKey ED25519 = NodeKey.ed25519(Hashes.sha256(new byte[] {1}));
    private static final NodeKey SECP256K1 = NodeKey.secp256k1(Hashes.sha256(new byte[] {2}));
    private static final List<Multiaddr> ADDRESSES = List.of(
            Multiaddr.parse("/ip4/203.0.113.7/tcp/9000/p2p/" + ED25519.peerId()),
            Multiaddr.parse("/ip6/2001:db8::1/udp/443/quic-v1"),
            Multiaddr.parse("/dns4/example.org/tcp/443/wss/p2p-circuit"));
    private static final PeerRecord RECORD = new PeerRecord(ED25519.peerId(), 3, ADDRESSES);

    public static final List<FuzzTarget> ALL = List.of(
            FuzzTarget.of(
                    "public-key",
                    WireException.class,
                    IdentityTargets::publicKey,
                    ED25519.publicKey().encode(),
                    SECP256K1.publicKey().encode()),
            FuzzTarget.of(
                    "peer-id",
                    WireException.class,
                    IdentityTargets::peerId,
                    ED25519.peerId().multihash().toArray(),
                    SECP256K1.peerId().multihash().toArray()),
            FuzzTarget.of(
                    "peer-id-text",
                    IllegalArgumentException.class,
                    IdentityTargets::peerIdText,
                    ascii(ED25519.peerId().toString()),
                    ascii(ED25519.peerId().toCid())),
            new FuzzTarget(
                    "multiaddr",
                    WireException.class,
                    IdentityTargets::multiaddr,
                    ADDRESSES.stream().map(Multiaddr::encode).toList()),
            new FuzzTarget(
                    "multiaddr-text",
                    IllegalArgumentException.class,
                    IdentityTargets::multiaddrText,
                    ADDRESSES.stream().map(address -> ascii(address.toString())).toList()),
            FuzzTarget.of(
                    "peer-record",
                    WireException.class,
                    PeerRecord::open,
                    RECORD.seal(ED25519).encode()),
            FuzzTarget.of(
                    "own-peer-record",
                    WireException.class,
                    IdentityTargets::signedByItself,
                    RECORD.seal(ED25519).payload().toArray()));

    private IdentityTargets() {}

    private static void publicKey(byte[] input) throws WireException {
        PublicKey key = PublicKey.decode(input);
        assertThat(PublicKey.decode(key.encode())).isEqualTo(key);
        assertThat(key.verify(input, new byte[64])).isFalse();
    }

    private static void peerId(byte[] input) throws WireException {
        PeerId peer = PeerId.decode(Bytes.of(input));
        assertThat(PeerId.parse(peer.toString())).isEqualTo(peer);
        assertThat(PeerId.parse(peer.toCid())).isEqualTo(peer);
        peer.inlineKey();
    }

    private static void peerIdText(byte[] input) {
        PeerId peer = PeerId.parse(new String(input, StandardCharsets.ISO_8859_1));
        assertThat(PeerId.parse(peer.toString())).isEqualTo(peer);
    }

    private static void multiaddr(byte[] input) throws WireException {
        Multiaddr address = Multiaddr.decode(input);
        assertThat(Multiaddr.decode(address.encode())).isEqualTo(address);
        assertThat(Multiaddr.parse(address.toString())).isEqualTo(address);
        address.tcpEndpoint();
        address.ip();
        address.withPeer(ED25519.peerId());
    }

    private static void multiaddrText(byte[] input) throws WireException {
        Multiaddr address = Multiaddr.parse(new String(input, StandardCharsets.UTF_8));
        assertThat(Multiaddr.parse(address.toString())).isEqualTo(address);
        if (address.encode().length <= Multiaddr.MAX_LENGTH) {
            assertThat(Multiaddr.decode(address.encode())).isEqualTo(address);
        }
    }

    /** What a peer signs itself, however strange. */
    private static void signedByItself(byte[] payload) throws WireException {
        SignedEnvelope sealed = RECORD.seal(ED25519);
        SignedEnvelope envelope =
                SignedEnvelope.seal(ED25519, "libp2p-peer-record", sealed.payloadType(), Bytes.of(payload));
        PeerRecord record = PeerRecord.open(envelope.encode());
        assertThat(PeerRecord.open(record.seal(ED25519).encode())).isEqualTo(record);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
