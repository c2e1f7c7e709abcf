package org.alys.p2p.discovery;

import java.io.IOException;
import java.util.function.Consumer;
import org.alys.p2p.identity.Multiaddr;

/** Something that knows of peers: a list, the local network, a table shared by the whole network. */
public interface PeerSource extends AutoCloseable {
    /**
     * Begins to look. Called once.
     *
     * @param found gets each address, which ends with a peer's id, as often as it is heard of; on any thread, and returns soon
     * @throws IOException when it cannot look, for want of a port or an interface
     */
    void start(Consumer<Multiaddr> found) throws IOException;

    /** Looks no more; what is being told meanwhile may still arrive. */
    @Override
    void close();

    /** The addresses that somebody wrote down. */
    static PeerSource bootstrap(Iterable<Multiaddr> addresses) {
        return new PeerSource() {
            @Override
            public void start(Consumer<Multiaddr> found) {
                addresses.forEach(found);
            }

            @Override
            public void close() {
                // Nothing is held.
            }
        };
    }
}
