package org.alys.p2p.peers;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.alys.p2p.identity.Multiaddr;
import org.alys.p2p.identity.PeerId;

/** Where what is known of peers outlives the process. */
public interface PeerStore {
    /**
     * What is kept.
     *
     * @param addresses where peers were, those heard of last at the end
     * @param bannedUntil who is kept out, and to when on the wall clock
     */
    record Known(Map<PeerId, List<Multiaddr>> addresses, Map<PeerId, Instant> bannedUntil) {
        /** Nothing at all. */
        public static final Known NOTHING = new Known(Map.of(), Map.of());
    }

    /**
     * What was saved last; nothing when nothing was.
     *
     * @throws IOException when it cannot be read or is not what was saved
     */
    Known load() throws IOException;

    /** Replaces what was saved: after a crash one of the two is there, whole. */
    void save(Known known) throws IOException;
}
