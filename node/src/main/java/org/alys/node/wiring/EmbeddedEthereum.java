package org.alys.node.wiring;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.alys.engine.ClientVersion;
import org.alys.engine.ExecutionClient;
import org.alys.engine.embedded.EmbeddedExecutionClient;
import org.alys.engine.http.EngineApiMethods;
import org.alys.engine.http.JwtSecret;
import org.alys.evm.chain.ChainColumns;
import org.alys.evm.chain.EmbeddedChain;
import org.alys.evm.chain.EmbeddedExecution;
import org.alys.evm.chain.Genesis;
import org.alys.evm.execution.SystemContracts;
import org.alys.evm.execution.TransactionExecutor;
import org.alys.evm.payload.Fork;
import org.alys.evm.pool.PoolLimits;
import org.alys.evm.pool.TransactionPool;
import org.alys.evm.rpc.EthereumRpc;
import org.alys.evm.rpc.JsonRpc;
import org.alys.evm.rpc.RpcLimits;
import org.alys.evm.rpc.RpcMethod;
import org.alys.evm.rpc.Session;
import org.alys.evm.rpc.Subscriber;
import org.alys.evm.state.StateSettings;
import org.alys.evm.store.KeyValueStore;
import org.alys.evm.store.RocksSettings;
import org.alys.evm.store.RocksStore;
import org.alys.node.http.eth.EthServer;

/** The embedded execution layer on a disk, with the ports it is reached by. Closes all that it opened. */
public final class EmbeddedEthereum implements AutoCloseable {
    private final Resources resources = new Resources();
    private final EmbeddedExecution execution;
    private final ExecutionClient client;
    private final EthereumRpc rpc;
    private final RpcLimits limits;
    private final InstantSource clock;

    /**
     * What can be chosen.
     *
     * @param archive whether the state after every block is kept; fixed when the directory is made
     * @param history how many blocks up to the final one keep transactions and receipts, more than 128; empty for all
     * @param callTime after which a long call of the JSON-RPC is cut off
     */
    public record Options(boolean archive, OptionalLong history, Duration callTime) {
        public static final Options STANDARD = new Options(false, OptionalLong.empty(), RpcLimits.STANDARD.callTime());
    }

    private EmbeddedEthereum(Path directory, Genesis genesis, Options options, InstantSource clock) {
        this.clock = clock;
        this.limits = RpcLimits.STANDARD.withCalls(RpcLimits.STANDARD.callGas(), options.callTime());
        KeyValueStore store = resources.add(
                "execution store", RocksStore.open(directory, ChainColumns.all(), RocksSettings.standard()));
        this.execution =
                resources.add("execution layer", EmbeddedExecution.open(store, genesis, settings(options), clock));
        this.client = resources.add("execution client", new EmbeddedExecutionClient(execution));
        this.rpc = resources.add("ethereum rpc", new EthereumRpc(parts(execution, client), limits, clock));
    }

    /** Opens the chain of {@code genesis} in {@code directory}, or begins it there. */
    public static EmbeddedEthereum open(Path directory, Genesis genesis, Options options, InstantSource clock) {
        return new EmbeddedEthereum(directory, genesis, options, clock);
    }

    private static EmbeddedExecution.Settings settings(Options options) {
        EmbeddedExecution.Settings standard = EmbeddedExecution.Settings.standard();
        StateSettings state = standard.state();
        return new EmbeddedExecution.Settings(
                new StateSettings(state.retainedBlocks(), options.archive(), state.cacheBytes()),
                options.history(),
                standard.pool(),
                standard.builder());
    }

    private static EthereumRpc.Parts parts(EmbeddedExecution execution, ExecutionClient client) {
        EmbeddedChain chain = execution.chain();
        TransactionExecutor executor = new TransactionExecutor();
        return new EthereumRpc.Parts(
                chain,
                execution.pool(),
                chain.states()::proof,
                executor,
                new SystemContracts(executor, chain.parameters().depositContract()),
                PoolLimits.standard().minimumTip(),
                client.clientVersion().map(ClientVersion::toString).orElse("Alys"));
    }

    public ExecutionClient client() {
        return client;
    }

    public TransactionPool pool() {
        return execution.pool();
    }

    /** Calls {@code listener}, which must not block, at every change of the head, until closed. */
    AutoCloseable onHead(Runnable listener) {
        return execution.chain().onHeadChange(_ -> listener.run());
    }

    /**
     * Serves Ethereum's JSON-RPC to everybody.
     *
     * @return the bound port
     */
    public int serve(String bind, int port) {
        return serve("ethereum rpc server", bind, port, rpc.methods(), EthServer.Gate.OPEN);
    }

    /**
     * Serves the Engine API, and Ethereum's JSON-RPC beside it, to who has the secret.
     *
     * @return the bound port
     */
    public int serveEngine(String bind, int port, JwtSecret secret) {
        EmbeddedChain chain = execution.chain();
        Fork fork = chain.forkAt(chain.head().header().timestamp());
        Map<String, RpcMethod> methods = new LinkedHashMap<>(rpc.methods());
        methods.putAll(EngineApiMethods.of(client, fork));
        return serve(
                "engine api server",
                bind,
                port,
                methods,
                authorization -> secret.admits(authorization, clock.instant()));
    }

    private int serve(String name, String bind, int port, Map<String, RpcMethod> methods, EthServer.Gate gate) {
        Service service = new Service(new JsonRpc(methods, limits, clock), rpc);
        return resources.add(name, EthServer.start(bind, port, service, gate)).port();
    }

    @Override
    public void close() {
        resources.close();
    }

    private record Service(JsonRpc rpc, EthereumRpc ethereum) implements EthServer.Service {
        @Override
        public Optional<Session> connect(Subscriber subscriber) {
            return Optional.of(ethereum.connect(subscriber));
        }
    }
}
