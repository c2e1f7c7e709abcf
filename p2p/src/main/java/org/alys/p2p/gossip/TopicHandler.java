package org.alys.p2p.gossip;

import org.alys.p2p.identity.PeerId;

/** What the application does with the messages of one topic. */
@FunctionalInterface
public interface TopicHandler {
    /**
     * Judges a message before it is forwarded; its author's signature is valid. May block a virtual thread; several run at once.
     *
     * @param forwarder the peer it came from, who need not be its author
     */
    Verdict validate(PeerId forwarder, GossipMessage message);

    /** A message was accepted. */
    default void delivered(GossipMessage message) {}
}
