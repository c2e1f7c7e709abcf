package org.alys.p2p.peers;

import org.alys.p2p.identity.PeerId;

/** Says how useful a peer is: when there are too many connections, those with the least useful peers are given up first. */
@FunctionalInterface
public interface Usefulness {
    double of(PeerId peer);
}
