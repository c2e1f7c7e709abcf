package org.alys.node.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.alys.bitcoin.rpc.RpcCredentials;
import org.alys.bitcoin.rpc.RpcEndpoint;
import org.alys.chain.spec.ChainSpec;
import org.alys.engine.http.CallLimits;
import org.alys.engine.http.EngineApiSettings;
import org.alys.engine.http.JwtSecret;
import org.alys.engine.http.RetryPolicy;
import org.alys.node.chain.Checkpoint;
import org.alys.node.http.HttpSettings;
import org.alys.node.network.libp2p.DiscoverySettings;
import org.alys.p2p.identity.Multiaddr;
import org.alys.p2p.identity.NodeKey;
import org.alys.primitives.EvmAddress;

/**
 * Everything a node is told by its operator. Values have been checked, one by one and against each other.
 *
 * @param member the federation member this node signs for; empty for a node that follows
 * @param network how it reaches other nodes; empty for a federation of one that stays alone
 * @param checkpoint a block that the chain must contain
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
        Optional<Network> network,
        Optional<Checkpoint> checkpoint,
        Optional<EvmAddress> payoutAddress,
        String logLevel) {
    /** A configuration without a network between nodes. */
    public NodeConfig(
            Preset preset,
            Path dataDir,
            ChainSpec chain,
            Optional<MemberKeys> member,
            HttpSettings http,
            Execution execution,
            Bitcoin bitcoin,
            Optional<EvmAddress> payoutAddress,
            String logLevel) {
        this(
                preset,
                dataDir,
                chain,
                member,
                http,
                execution,
                bitcoin,
                Optional.empty(),
                Optional.empty(),
                payoutAddress,
                logLevel);
    }

    /** Who executes EVM blocks. */
    public sealed interface Execution {
        /** An execution client of its own, reached through the Engine API. */
        record EngineApi(URI engineUrl, URI ethUrl, JwtSecret jwtSecret, CallLimits limits) implements Execution {
            /** As the Engine API client takes it. */
            public EngineApiSettings settings(ChainSpec chain) {
                return new EngineApiSettings(engineUrl, ethUrl, jwtSecret, chain.fork(), limits, RetryPolicy.STANDARD);
            }
        }

        /**
         * The execution layer inside the node.
         *
         * @param rpcPort where wallets reach its JSON-RPC; 0 for a free one
         * @param archive whether the state after every block is kept, instead of the last few
         * @param history how many blocks up to the final one keep transactions and receipts; empty for all
         * @param callTime after which a long call of the JSON-RPC is cut off
         */
        record Embedded(String rpcBind, int rpcPort, boolean archive, OptionalLong history, Duration callTime)
                implements Execution {
            /** On this machine alone, for a network on it. */
            public static Embedded local(int rpcPort) {
                return new Embedded("127.0.0.1", rpcPort, false, OptionalLong.empty(), Duration.ofSeconds(5));
            }
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

    /**
     * The network between nodes.
     *
     * @param key the node's identity
     * @param peers addresses to keep a connection with, each with its peer id
     * @param maxFollowers how many nodes that are no members may connect
     */
    public record Network(
            NodeKey key, List<Multiaddr> listen, List<Multiaddr> peers, int maxFollowers, DiscoverySettings discovery) {
        public Network {
            listen = List.copyOf(listen);
            peers = List.copyOf(peers);
        }
    }
}
