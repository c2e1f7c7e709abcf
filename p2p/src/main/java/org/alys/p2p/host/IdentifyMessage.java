package org.alys.p2p.host;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.alys.p2p.identity.Addresses;
import org.alys.p2p.identity.Multiaddr;
import org.alys.p2p.identity.PeerRecord;
import org.alys.p2p.identity.PublicKey;
import org.alys.p2p.identity.SignedEnvelope;
import org.alys.p2p.negotiation.Multistream;
import org.alys.p2p.peers.PeerDescription;
import org.alys.p2p.wire.ProtoReader;
import org.alys.p2p.wire.ProtoWriter;
import org.alys.p2p.wire.WireException;
import org.alys.primitives.Bytes;

/** The message of identify and identify-push (libp2p identify). Lists beyond their limits are cut. */
final class IdentifyMessage {
    /** Bytes of the largest message accepted. */
    static final int MAX_LENGTH = 64 * 1024;

    private static final int PUBLIC_KEY = 1;
    private static final int LISTEN_ADDRESS = 2;
    private static final int PROTOCOL = 3;
    private static final int OBSERVED_ADDRESS = 4;
    private static final int PROTOCOL_VERSION = 5;
    private static final int AGENT_VERSION = 6;
    private static final int SIGNED_RECORD = 8;
    private static final int MAX_ADDRESSES = 64;
    private static final int MAX_PROTOCOLS = 256;
    private static final int MAX_VERSION = 256;
    private static final int MAX_KEY = 128;

    private IdentifyMessage() {}

    static byte[] encode(PublicKey key, PeerDescription description) {
        ProtoWriter out = new ProtoWriter().bytes(PUBLIC_KEY, key.encode());
        description.listening().forEach(address -> out.bytes(LISTEN_ADDRESS, address.encode()));
        description.protocols().stream().sorted().forEach(protocol -> out.text(PROTOCOL, protocol));
        description.observed().ifPresent(address -> out.bytes(OBSERVED_ADDRESS, address.encode()));
        out.text(PROTOCOL_VERSION, description.protocolVersion());
        out.text(AGENT_VERSION, description.agentVersion());
        description.signedRecord().ifPresent(record -> out.bytes(SIGNED_RECORD, record));
        return out.toArray();
    }

    /**
     * Reads what the holder of {@code key} says about itself.
     *
     * @throws WireException when it is malformed or speaks of another key
     */
    static PeerDescription decode(byte[] encoded, PublicKey key) throws WireException {
        List<Multiaddr> listening = new ArrayList<>();
        Set<String> protocols = new HashSet<>();
        Optional<Multiaddr> observed = Optional.empty();
        Optional<Bytes> signedRecord = Optional.empty();
        String protocolVersion = "";
        String agentVersion = "";
        ProtoReader in = new ProtoReader(encoded);
        while (in.next()) {
            switch (in.field()) {
                case PUBLIC_KEY -> {
                    if (!PublicKey.decode(in.array(MAX_KEY)).equals(key)) {
                        throw new WireException("peer identifies itself with another key");
                    }
                }
                case LISTEN_ADDRESS -> {
                    Optional<Multiaddr> address = Addresses.known(in.array(Multiaddr.MAX_LENGTH));
                    if (listening.size() < MAX_ADDRESSES) {
                        address.ifPresent(listening::add);
                    }
                }
                case PROTOCOL -> {
                    String protocol = in.text(Multistream.MAX_NAME);
                    if (protocols.size() < MAX_PROTOCOLS) {
                        protocols.add(protocol);
                    }
                }
                case OBSERVED_ADDRESS -> observed = Addresses.known(in.array(Multiaddr.MAX_LENGTH));
                case PROTOCOL_VERSION -> protocolVersion = in.text(MAX_VERSION);
                case AGENT_VERSION -> agentVersion = in.text(MAX_VERSION);
                case SIGNED_RECORD -> signedRecord = Optional.of(verified(in.bytes(SignedEnvelope.MAX_LENGTH), key));
                default -> in.skip();
            }
        }
        return new PeerDescription(protocolVersion, agentVersion, listening, protocols, observed, signedRecord);
    }

    private static Bytes verified(Bytes envelope, PublicKey key) throws WireException {
        if (!PeerRecord.open(envelope.toArray()).peer().equals(key.peerId())) {
            throw new WireException("peer sends the record of another peer");
        }
        return envelope;
    }
}
