package org.alys.node.wiring;

import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.alys.engine.ClientVersion;
import org.alys.engine.ExecutionClient;
import org.alys.engine.embedded.EmbeddedExecutionClient;
import org.alys.engine.genesis.ExecutionGenesis;
import org.alys.evm.chain.ChainColumns;
import org.alys.evm.chain.EmbeddedChain;
import org.alys.evm.chain.EmbeddedExecution;
import org.alys.evm.chain.Genesis;
import org.alys.evm.chain.GenesisFile;
import org.alys.evm.execution.SystemContracts;
import org.alys.evm.execution.TransactionExecutor;
import org.alys.evm.pool.PoolLimits;
import org.alys.evm.rpc.EthereumRpc;
import org.alys.evm.rpc.JsonRpc;
import org.alys.evm.rpc.RpcLimits;
import org.alys.evm.rpc.Session;
import org.alys.evm.rpc.Subscriber;
import org.alys.evm.state.StateSettings;
import org.alys.evm.store.KeyValueStore;
import org.alys.evm.store.RocksSettings;
import org.alys.evm.store.RocksStore;
import org.alys.node.config.GenesisFiles;
import org.alys.node.config.NodeConfig;
import org.alys.node.http.eth.EthServer;
import org.alys.node.network.FederationLink;
import org.alys.node.network.PeerMessage;
import org.alys.primitives.Bytes;

/** The execution layer inside the node: its chain on disk, its JSON-RPC on a port, its pool shared with the other members. */
final class EmbeddedLayer implements ExecutionLayer {
    private final EmbeddedExecution execution;
    private final ExecutionClient client;
    private final EthServer server;
    private final String bind;

    private EmbeddedLayer(EmbeddedExecution execution, ExecutionClient client, EthServer server, String bind) {
        this.execution = execution;
        this.client = client;
        this.server = server;
        this.bind = bind;
    }

    /** Opens it in the node's data directory; {@code resources} closes it. */
    static EmbeddedLayer open(
            NodeConfig config,
            NodeConfig.Execution.Embedded settings,
            FederationLink link,
            InstantSource clock,
            Resources resources) {
        Path directory = config.dataDir().resolve("execution");
        KeyValueStore store = resources.add(
                "execution store", RocksStore.open(directory, ChainColumns.all(), RocksSettings.standard()));
        Genesis genesis = GenesisFile.parse(ExecutionGenesis.json(GenesisFiles.execution(config.chain())));
        EmbeddedExecution execution =
                resources.add("execution layer", EmbeddedExecution.open(store, genesis, settingsOf(settings), clock));
        ExecutionClient client = new EmbeddedExecutionClient(execution);
        EthereumRpc rpc = resources.add("ethereum rpc", rpc(execution, client, clock));
        EthServer server = resources.add(
                "ethereum rpc server",
                EthServer.start(settings.rpcBind(), settings.rpcPort(), new Service(rpc), EthServer.Gate.OPEN));
        resources.add(
                "shared transactions",
                execution
                        .pool()
                        .onPending(transaction ->
                                link.broadcast(new PeerMessage.Transactions(List.of(transaction.encoded())))));
        return new EmbeddedLayer(execution, client, server, settings.rpcBind());
    }

    private static EmbeddedExecution.Settings settingsOf(NodeConfig.Execution.Embedded settings) {
        EmbeddedExecution.Settings standard = EmbeddedExecution.Settings.standard();
        StateSettings state = standard.state();
        return new EmbeddedExecution.Settings(
                new StateSettings(state.retainedBlocks(), settings.archive(), state.cacheBytes()),
                standard.pool(),
                standard.builder());
    }

    private static EthereumRpc rpc(EmbeddedExecution execution, ExecutionClient client, InstantSource clock) {
        EmbeddedChain chain = execution.chain();
        TransactionExecutor executor = new TransactionExecutor();
        SystemContracts system =
                new SystemContracts(executor, chain.parameters().depositContract());
        EthereumRpc.Parts parts = new EthereumRpc.Parts(
                chain,
                execution.pool(),
                chain.states()::proof,
                executor,
                system,
                PoolLimits.standard().minimumTip(),
                client.clientVersion().map(ClientVersion::toString).orElse("Alys"));
        return new EthereumRpc(parts, RpcLimits.STANDARD, clock);
    }

    @Override
    public ExecutionClient client() {
        return client;
    }

    @Override
    public URI ethUrl() {
        String host = bind.equals("0.0.0.0") ? "127.0.0.1" : bind;
        return URI.create("http://" + host + ":" + server.port());
    }

    /** A refusal is the sender's affair: a transaction may be known, or too old, by the time it arrives. */
    @Override
    public void receive(PeerMessage.Transactions transactions) {
        for (Bytes encoded : transactions.encoded()) {
            execution.pool().submit(encoded);
        }
    }

    private record Service(EthereumRpc ethereum, JsonRpc rpc) implements EthServer.Service {
        Service(EthereumRpc ethereum) {
            this(ethereum, new JsonRpc(ethereum.methods(), RpcLimits.STANDARD));
        }

        @Override
        public Optional<Session> connect(Subscriber subscriber) {
            return Optional.of(ethereum.connect(subscriber));
        }
    }
}
