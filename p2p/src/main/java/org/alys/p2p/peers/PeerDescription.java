package org.alys.p2p.peers;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.alys.p2p.identity.Multiaddr;
import org.alys.primitives.Bytes;

/**
 * What a peer says about itself (identify); nothing of it is proven, save the record.
 *
 * @param listening where it claims to listen
 * @param observed from where it sees this host
 * @param signedRecord its envelope with a {@link org.alys.p2p.identity.PeerRecord}, verified
 */
public record PeerDescription(
        String protocolVersion,
        String agentVersion,
        List<Multiaddr> listening,
        Set<String> protocols,
        Optional<Multiaddr> observed,
        Optional<Bytes> signedRecord) {
    public PeerDescription {
        listening = List.copyOf(listening);
        protocols = Set.copyOf(protocols);
    }
}
