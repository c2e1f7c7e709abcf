package org.alys.p2p.host;

import java.io.IOException;

/** Serves a protocol. */
@FunctionalInterface
public interface StreamHandler {
    /**
     * Serves one stream on a virtual thread of its own. The stream is closed when this returns and reset when it throws.
     *
     * @throws IOException when the stream fails or the remote breaks the protocol
     */
    void handle(Stream stream) throws IOException;
}
