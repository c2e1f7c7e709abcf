package org.alys.node.dev;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.alys.bitcoin.rpc.RpcCredentials;
import org.alys.primitives.EvmAddress;

/**
 * How a development chain is to be run.
 *
 * @param home the checkout, where the scripts that fetch peers are
 * @param directory where everything of this chain is kept
 * @param httpPort wished for the first member; 0 for any
 * @param members of the federation, 1 to 3; one when all would share an execution client outside
 * @param miner who gets the miner's share of the fees; empty for no miner
 */
public record DevOptions(
        Path home,
        Path directory,
        int httpPort,
        int members,
        Bitcoin bitcoin,
        Execution execution,
        Optional<EvmAddress> miner) {
    public static final int MAX_MEMBERS = 3;

    public DevOptions {
        if (members < 1 || members > MAX_MEMBERS || (members > 1 && !(execution instanceof Execution.Embedded))) {
            throw new IllegalArgumentException("no federation of " + members + " with " + execution);
        }
    }

    /** Where Bitcoin's regtest comes from. */
    public sealed interface Bitcoin {
        /** Inside this process. */
        record Embedded() implements Bitcoin {}

        /** A Bitcoin daemon that the chain starts, fetched once. */
        record Daemon() implements Bitcoin {}

        /**
         * A node on regtest that runs already.
         *
         * @param zmq where it publishes block hashes; empty for polling alone
         */
        record Running(URI url, RpcCredentials credentials, Optional<URI> zmq) implements Bitcoin {}
    }

    /** Who executes EVM blocks. */
    public sealed interface Execution {
        /** Inside each member. */
        record Embedded() implements Execution {}

        /** An ethereumjs client that the chain starts, fetched once. */
        record Ethereumjs() implements Execution {}

        /** A client that was started from this chain's genesis file. */
        record Running(URI engineUrl, URI ethUrl, Path jwtSecret) implements Execution {}
    }
}
