package org.alys.p2p.identity;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.alys.p2p.wire.ProtoReader;
import org.alys.p2p.wire.ProtoWriter;
import org.alys.p2p.wire.WireException;
import org.alys.primitives.Bytes;

/**
 * Where a peer says it can be reached (libp2p RFC 3).
 *
 * @param sequence a newer record has a higher one
 * @param addresses without those whose protocols this host does not know
 */
public record PeerRecord(PeerId peer, long sequence, List<Multiaddr> addresses) {
    /** Addresses beyond this many are not kept. */
    public static final int MAX_ADDRESSES = 32;

    /** The RFC says libp2p-routing-state; every implementation signs this. */
    private static final String DOMAIN = "libp2p-peer-record";

    /** The multicodec libp2p-peer-record, 0x0301. */
    private static final Bytes TYPE = Bytes.fromHex("0301");

    public PeerRecord {
        addresses = List.copyOf(addresses);
    }

    /** The record in an envelope that its peer signed. */
    public SignedEnvelope seal(NodeKey key) {
        if (!key.peerId().equals(peer)) {
            throw new IllegalArgumentException("a peer signs only its own record");
        }
        ProtoWriter out = new ProtoWriter().bytes(1, peer.multihash()).varint(2, sequence);
        addresses.forEach(address -> out.message(3, new ProtoWriter().bytes(1, address.encode())));
        return SignedEnvelope.seal(key, DOMAIN, TYPE, Bytes.of(out.toArray()));
    }

    /** The record in {@code envelope}, which its own peer must have signed. */
    public static PeerRecord open(byte[] envelope) throws WireException {
        SignedEnvelope opened = SignedEnvelope.open(envelope, DOMAIN);
        if (!opened.payloadType().equals(TYPE)) {
            throw new WireException("envelope does not hold a peer record");
        }
        Optional<PeerId> peer = Optional.empty();
        long sequence = 0;
        List<Multiaddr> addresses = new ArrayList<>();
        ProtoReader in = new ProtoReader(opened.payload().toArray());
        while (in.next()) {
            switch (in.field()) {
                case 1 -> peer = Optional.of(PeerId.decode(in.bytes(PeerId.MAX_LENGTH)));
                case 2 -> sequence = in.varint();
                case 3 -> readAddress(in.message()).ifPresent(address -> addKeepingLimit(addresses, address));
                default -> in.skip();
            }
        }
        if (peer.isEmpty() || !peer.get().equals(opened.signer().peerId())) {
            throw new WireException("peer record signed by another peer");
        }
        return new PeerRecord(peer.get(), sequence, addresses);
    }

    private static void addKeepingLimit(List<Multiaddr> addresses, Multiaddr address) {
        if (addresses.size() < MAX_ADDRESSES) {
            addresses.add(address);
        }
    }

    private static Optional<Multiaddr> readAddress(ProtoReader in) throws WireException {
        Optional<Multiaddr> address = Optional.empty();
        while (in.next()) {
            if (in.field() == 1) {
                address = Addresses.known(in.array(Multiaddr.MAX_LENGTH));
            } else {
                in.skip();
            }
        }
        return address;
    }
}
