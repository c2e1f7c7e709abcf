package org.alys.p2p.host;

import java.time.Duration;
import org.alys.p2p.identity.PeerId;
import org.alys.p2p.peers.PeerDescription;

/**
 * Hears of connections. Called on the threads of connections: must return soon. For one connection the calls come in the order {@code
 * connected}, {@code identified} (any number), {@code disconnected}.
 */
public interface PeerListener {
    /** A connection is ready for streams. */
    default void connected(Connection connection) {}

    /** The peer told what it speaks and where it listens, or told it anew. */
    default void identified(Connection connection, PeerDescription description) {}

    /** The connection is over; others with the same peer may exist. */
    default void disconnected(Connection connection, String why) {}

    /** This host keeps {@code peer} out for {@code duration} from now. */
    default void keptOut(PeerId peer, Duration duration) {}
}
