package org.alys.p2p.gossip;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.alys.p2p.host.Host;
import org.alys.p2p.identity.Multiaddr;
import org.alys.p2p.identity.PeerId;
import org.alys.p2p.identity.PeerRecord;
import org.alys.p2p.wire.WireException;
import org.alys.primitives.Bytes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Dials peers that other peers named. Few at a time, and only at addresses that the named peer signed or that are known already. */
final class ExchangedPeers {
    private static final Logger LOG = LoggerFactory.getLogger(ExchangedPeers.class);
    private static final int MAX_DIALS = 8;
    private static final int MAX_ADDRESSES = 4;

    private final Host host;
    private final Semaphore dials = new Semaphore(MAX_DIALS);

    ExchangedPeers(Host host) {
        this.host = host;
    }

    void dial(PeerId peer, Optional<Bytes> signedRecord) {
        if (host.connection(peer).isPresent() || !dials.tryAcquire()) {
            return;
        }
        Thread.ofVirtual().name("p2p-exchange").start(() -> {
            try {
                for (Multiaddr address : addresses(peer, signedRecord)) {
                    LOG.debug("{} was named: {}", address, host.connect(address.withPeer(peer)));
                }
            } finally {
                dials.release();
            }
        });
    }

    private List<Multiaddr> addresses(PeerId peer, Optional<Bytes> signedRecord) {
        if (signedRecord.isEmpty()) {
            return host.peers().addresses(peer).stream().limit(MAX_ADDRESSES).toList();
        }
        try {
            PeerRecord opened = PeerRecord.open(signedRecord.get().toArray());
            return opened.peer().equals(peer)
                    ? opened.addresses().stream().limit(MAX_ADDRESSES).toList()
                    : List.of();
        } catch (WireException e) {
            LOG.debug("record of {} is refused: {}", peer, e.getMessage());
            return List.of();
        }
    }
}
