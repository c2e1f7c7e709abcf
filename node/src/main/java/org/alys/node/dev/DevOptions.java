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
 * @param bitcoin a Bitcoin node that runs already; otherwise one is started
 * @param ownBitcoin which one is started then
 * @param execution an execution client that runs already; otherwise one is started
 * @param miner who gets the miner's share of the fees; empty for no miner
 */
public record DevOptions(
        Path home,
        Path directory,
        int httpPort,
        Optional<RunningBitcoin> bitcoin,
        OwnBitcoin ownBitcoin,
        Optional<RunningExecution> execution,
        Optional<EvmAddress> miner) {
    /** The Bitcoin nodes that a development chain can start. */
    public enum OwnBitcoin {
        /** The real daemon, as a process of its own. */
        BITCOIND,
        /** The regtest node inside this process. */
        EMBEDDED
    }

    /** Options of a chain that starts the real daemon when no Bitcoin node runs. */
    public DevOptions(
            Path home,
            Path directory,
            int httpPort,
            Optional<RunningBitcoin> bitcoin,
            Optional<RunningExecution> execution,
            Optional<EvmAddress> miner) {
        this(home, directory, httpPort, bitcoin, OwnBitcoin.BITCOIND, execution, miner);
    }

    /** The same options with another node to be started. */
    public DevOptions with(OwnBitcoin other) {
        return new DevOptions(home, directory, httpPort, bitcoin, other, execution, miner);
    }

    /**
     * A Bitcoin node on regtest.
     *
     * @param zmq where it publishes block hashes; empty for polling alone
     */
    public record RunningBitcoin(URI url, RpcCredentials credentials, Optional<URI> zmq) {}

    /** An execution client that was started from this chain's genesis file. */
    public record RunningExecution(URI engineUrl, URI ethUrl, Path jwtSecret) {}
}
