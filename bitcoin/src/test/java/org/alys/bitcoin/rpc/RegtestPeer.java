package org.alys.bitcoin.rpc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;

/** A Bitcoin node with a chain of its own, which a test may kill and start again. */
public interface RegtestPeer extends AutoCloseable {
    /** The nodes that every test here runs against. */
    enum Kind {
        BITCOIND {
            @Override
            public RegtestPeer start() {
                return RegtestBitcoind.start();
            }
        },
        EMBEDDED {
            @Override
            public RegtestPeer start() {
                try {
                    return RegtestEmbedded.startEmpty();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };

        /** A running node that answers, with nothing but the genesis block. */
        public abstract RegtestPeer start();
    }

    BitcoinRpc rpc();

    URI rpcUri();

    URI zmqUri();

    /** Ends the node without asking it. */
    void kill();

    /** Starts it again on the same data and ports. */
    void restart() throws IOException;

    @Override
    void close() throws IOException;
}
