package org.alys.node.wiring;

import java.net.URI;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.alys.engine.ExecutionClient;
import org.alys.engine.Timing;
import org.alys.engine.http.EngineApiClient;
import org.alys.node.config.NodeConfig;
import org.alys.node.network.FederationLink;
import org.alys.node.network.PeerMessage;
import org.alys.p2p.gossip.Verdict;

/**
 * Who executes this node's EVM blocks: a client of its own, or the embedded execution layer with the JSON-RPC that wallets use
 * and the transactions that it shares with other members.
 */
sealed interface ExecutionLayer permits EmbeddedLayer, ExecutionLayer.Remote {
    ExecutionClient client();

    /** Where wallets reach the JSON-RPC. */
    URI ethUrl();

    /** Judges transactions that another node shared, and takes the good ones. */
    Verdict receive(PeerMessage.Transactions transactions);

    /** Opens what the configuration asks for; {@code resources} closes it. */
    static ExecutionLayer open(
            NodeConfig config,
            FederationLink link,
            InstantSource clock,
            Timing timing,
            RandomGenerator random,
            Resources resources) {
        return switch (config.execution()) {
            case NodeConfig.Execution.EngineApi remote ->
                new Remote(
                        resources.add(
                                "execution client",
                                new EngineApiClient(remote.settings(config.chain()), timing, random)),
                        remote.ethUrl());
            case NodeConfig.Execution.Embedded own -> EmbeddedLayer.open(config, own, link, clock, resources);
        };
    }

    /** A client with a pool and a network of its own: transactions reach it by its own ways. */
    record Remote(ExecutionClient client, URI ethUrl) implements ExecutionLayer {
        @Override
        public Verdict receive(PeerMessage.Transactions transactions) {
            return Verdict.IGNORE;
        }
    }
}
