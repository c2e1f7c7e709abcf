package org.alys.p2p.identity;

import java.util.Optional;
import org.alys.p2p.wire.WireException;

/** Addresses in lists that other peers sent. */
public final class Addresses {
    private Addresses() {}

    /** The address, or nothing when it has protocols unknown here, as peers with more transports send. */
    public static Optional<Multiaddr> known(byte[] encoded) {
        try {
            return Optional.of(Multiaddr.decode(encoded));
        } catch (WireException unknown) {
            return Optional.empty();
        }
    }
}
