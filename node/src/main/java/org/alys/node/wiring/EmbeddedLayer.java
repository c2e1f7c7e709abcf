package org.alys.node.wiring;

import java.net.URI;
import java.time.InstantSource;
import org.alys.engine.ExecutionClient;
import org.alys.engine.genesis.ExecutionGenesis;
import org.alys.evm.chain.Genesis;
import org.alys.evm.chain.GenesisFile;
import org.alys.node.config.GenesisFiles;
import org.alys.node.config.NodeConfig;
import org.alys.node.network.FederationLink;
import org.alys.node.network.PeerMessage;
import org.alys.p2p.gossip.Verdict;

/** The execution layer inside the node: its chain on disk, its JSON-RPC on a port, its pool shared with the other members. */
final class EmbeddedLayer implements ExecutionLayer {
    private final EmbeddedEthereum ethereum;
    private final SharedTransactions transactions;
    private final URI ethUrl;

    private EmbeddedLayer(EmbeddedEthereum ethereum, SharedTransactions transactions, URI ethUrl) {
        this.ethereum = ethereum;
        this.transactions = transactions;
        this.ethUrl = ethUrl;
    }

    /** Opens it in the node's data directory; {@code resources} closes it. */
    static EmbeddedLayer open(
            NodeConfig config,
            NodeConfig.Execution.Embedded settings,
            FederationLink link,
            InstantSource clock,
            Resources resources) {
        Genesis genesis = GenesisFile.parse(ExecutionGenesis.json(GenesisFiles.execution(config.chain())));
        EmbeddedEthereum ethereum = resources.add(
                "execution layer",
                EmbeddedEthereum.open(
                        config.dataDir().resolve("execution"),
                        genesis,
                        new EmbeddedEthereum.Options(settings.archive(), settings.history(), settings.callTime()),
                        clock));
        int port = Listening.at("execution.rpc.port", () -> ethereum.serve(settings.rpcBind(), settings.rpcPort()));
        String host = settings.rpcBind().equals("0.0.0.0") ? "127.0.0.1" : settings.rpcBind();
        SharedTransactions transactions =
                resources.add("shared transactions", new SharedTransactions(ethereum.pool(), link::broadcast));
        resources.add("heads for shared transactions", ethereum.onHead(transactions::headChanged));
        return new EmbeddedLayer(ethereum, transactions, URI.create("http://" + host + ":" + port));
    }

    @Override
    public ExecutionClient client() {
        return ethereum.client();
    }

    @Override
    public URI ethUrl() {
        return ethUrl;
    }

    @Override
    public Verdict receive(PeerMessage.Transactions received) {
        return transactions.receive(received);
    }
}
