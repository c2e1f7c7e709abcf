package org.alys.p2p.discovery.discv5;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.alys.p2p.identity.Multiaddr;
import org.alys.p2p.identity.NodeKey;
import org.alys.p2p.identity.PeerId;
import org.alys.p2p.wire.ProtoWriter;
import org.alys.primitives.Bytes;
import org.alys.primitives.Hashes;
import org.apache.tuweni.bytes.Bytes32;
import org.ethereum.beacon.discovery.crypto.DefaultSigner;
import org.ethereum.beacon.discovery.crypto.Signer;
import org.ethereum.beacon.discovery.schema.NodeRecord;
import org.ethereum.beacon.discovery.schema.NodeRecordBuilder;
import org.ethereum.beacon.discovery.schema.NodeRecordFactory;
import org.ethereum.beacon.discovery.util.Functions;

/** What this host says in its record (EIP-778), and what is read from those of others. */
final class PeerRecords {
    /** The peer id as a multihash. Records are signed with a key of their own: the id is a hint until the handshake. */
    private static final String PEER = "p2p";

    private static final String NETWORK = "net";
    private static final String KEY_LABEL = "discv5 record key";

    private final String network;

    PeerRecords(String network) {
        this.network = network;
    }

    /** Signs records: secp256k1 whatever the host's key is, made from that and useless for finding it out. */
    static Signer signer(NodeKey key) {
        byte[] secret =
                new ProtoWriter().text(1, KEY_LABEL).bytes(2, key.encode()).toArray();
        return new DefaultSigner(Functions.createSecretKey(Bytes32.wrap(Hashes.sha256(secret))));
    }

    NodeRecord own(Signer signer, PeerId peer, InetAddress ip, int udpPort, int tcpPort, long sequence) {
        return new NodeRecordBuilder()
                .signer(signer)
                .seq(org.apache.tuweni.units.bigints.UInt64.valueOf(sequence))
                .address(ip.getHostAddress(), udpPort, tcpPort)
                .customField(PEER, tuweni(peer.multihash().toArray()))
                .customField(NETWORK, tuweni(network.getBytes(StandardCharsets.UTF_8)))
                .build();
    }

    /** @throws IllegalArgumentException when {@code text} is no record with a valid signature */
    static NodeRecord parse(String text) {
        NodeRecord record;
        try {
            record = NodeRecordFactory.DEFAULT.fromEnr(text);
        } catch (RuntimeException e) {
            // The library has no type of its own for what cannot be read.
            throw new IllegalArgumentException("not a node record: " + text, e);
        }
        if (!record.isValid()) {
            throw new IllegalArgumentException("signature of the node record is wrong: " + text);
        }
        return record;
    }

    /** Where the peer of a record listens; nothing when it is of another network or does not say. */
    Optional<Multiaddr> address(NodeRecord record) {
        Optional<byte[]> name = field(record, NETWORK);
        Optional<PeerId> peer = field(record, PEER).flatMap(PeerRecords::peer);
        Optional<InetSocketAddress> endpoint = record.getTcpAddress().or(record::getTcp6Address);
        if (name.isEmpty()
                || !Arrays.equals(name.get(), network.getBytes(StandardCharsets.UTF_8))
                || peer.isEmpty()
                || endpoint.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                Multiaddr.tcp(endpoint.get().getAddress(), endpoint.get().getPort())
                        .withPeer(peer.get()));
    }

    private static Optional<byte[]> field(NodeRecord record, String name) {
        return record.get(name) instanceof org.apache.tuweni.bytes.Bytes bytes
                ? Optional.of(bytes.toArrayUnsafe())
                : Optional.empty();
    }

    private static Optional<PeerId> peer(byte[] multihash) {
        try {
            return Optional.of(new PeerId(Bytes.of(multihash)));
        } catch (IllegalArgumentException e) {
            // A stranger's record may say anything.
            return Optional.empty();
        }
    }

    private static org.apache.tuweni.bytes.Bytes tuweni(byte[] bytes) {
        return org.apache.tuweni.bytes.Bytes.wrap(bytes);
    }
}
