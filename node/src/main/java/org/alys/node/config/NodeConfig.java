package org.alys.node.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.alys.bitcoin.rpc.RpcCredentials;
import org.alys.bitcoin.rpc.RpcEndpoint;
import org.alys.chain.spec.ChainSpec;
import org.alys.engine.http.CallLimits;
import org.alys.engine.http.EngineApiSettings;
import org.alys.engine.http.JwtSecret;
import org.alys.engine.http.RetryPolicy;
import org.alys.node.http.HttpSettings;
import org.alys.primitives.EvmAddress;

/**
 * Everything a node is told by its operator. Values have been checked, one by one and against each other.
 *
 * @param member the federation member this node signs for; empty for a node that follows
 * @param payoutAddress who is paid when {@code getauxblock} names nobody
 * @param logLevel error, warn, info, debug or trace
 */
public record NodeConfig(
        Preset preset,
        Path dataDir,
        ChainSpec chain,
        Optional<MemberKeys> member,
        HttpSettings http,
        Execution execution,
        Bitcoin bitcoin,
        Optional<EvmAddress> payoutAddress,
        String logLevel) {

    /** The execution client. */
    public record Execution(URI engineUrl, URI ethUrl, JwtSecret jwtSecret, CallLimits limits) {
        /** As the Engine API client takes it. */
        public EngineApiSettings settings(ChainSpec chain) {
            return new EngineApiSettings(engineUrl, ethUrl, jwtSecret, chain.fork(), limits, RetryPolicy.STANDARD);
        }
    }

    /**
     * The Bitcoin node.
     *
     * @param zmq where it publishes block hashes; empty for polling alone
     */
    public record Bitcoin(URI url, RpcCredentials credentials, Optional<URI> zmq, Duration pollInterval) {
        /** As the Bitcoin RPC client takes it. */
        public RpcEndpoint endpoint() {
            return RpcEndpoint.of(url, credentials);
        }
    }
}
