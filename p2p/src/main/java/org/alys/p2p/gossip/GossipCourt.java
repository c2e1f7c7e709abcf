package org.alys.p2p.gossip;

import java.time.Duration;
import org.alys.p2p.host.Host;
import org.alys.p2p.identity.PeerId;

/** Hears what peers do wrong, and decides what follows. Called on the threads of connections: must return soon. */
public interface GossipCourt {
    /** An RPC that breaks the rules, or a message that its author did not sign. An RPC ends its stream. */
    void malformed(PeerId peer, String why);

    /** An RPC that had begun did not arrive in time. Its stream ends. */
    void stalled(PeerId peer);

    /** The peer's score fell below the graylist threshold: nothing it sends is read. */
    void graylisted(PeerId peer, double score);

    /** Leaves everything to the scores, and bans who is graylisted for {@code duration}. */
    static GossipCourt banning(Host host, Duration duration) {
        return new GossipCourt() {
            @Override
            public void malformed(PeerId peer, String why) {}

            @Override
            public void stalled(PeerId peer) {}

            @Override
            public void graylisted(PeerId peer, double score) {
                host.ban(peer, duration);
            }
        };
    }
}
