package org.alys.evm.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.alys.evm.block.HeadChange;
import org.alys.evm.chain.ChainReader;
import org.alys.evm.execution.SystemContracts;
import org.alys.evm.execution.TransactionExecutor;
import org.alys.evm.pool.TransactionPool;
import org.alys.evm.rpc.BoundedCalls.Timeout;
import org.alys.evm.state.StateProof;
import org.alys.evm.transaction.SignedTransaction;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.UInt256;

/** All of Ethereum's JSON-RPC over one execution layer: the methods by name, and the connections that are notified. */
public final class EthereumRpc implements AutoCloseable {
    private final RpcLimits limits;
    private final LogSearch logs;
    private final Filters filters;
    private final Map<String, RpcMethod> methods = new LinkedHashMap<>();
    private final Set<Session> sessions = ConcurrentHashMap.newKeySet();
    private final BoundedCalls bounded;
    private final AutoCloseable headSubscription;
    private final AutoCloseable poolSubscription;

    /** Notifies in order, away from the threads that change the head or the pool. */
    private final ExecutorService notifier = Executors.newSingleThreadExecutor(
            Thread.ofVirtual().name("eth-notifier").factory());

    /**
     * What the methods work on.
     *
     * @param executor runs calls and traces
     * @param system the protocol's own calls of this chain
     * @param minimumTip in wei, that the pool takes
     * @param clientVersion what {@code web3_clientVersion} says
     */
    public record Parts(
            ChainReader chain,
            TransactionPool pool,
            Proofs proofs,
            TransactionExecutor executor,
            SystemContracts system,
            UInt256 minimumTip,
            String clientVersion) {}

    /** Where the proofs of {@code eth_getProof} come from. */
    @FunctionalInterface
    public interface Proofs {
        /**
         * The proof of an account and some of its slots after a block; empty when its state is not kept any more.
         *
         * @param betweenSlots may end the work with an exception
         */
        Optional<StateProof> proof(Bytes32 blockHash, EvmAddress address, List<UInt256> slots, Runnable betweenSlots);
    }

    /** Serves until closed. */
    public EthereumRpc(Parts parts, RpcLimits limits, InstantSource clock) {
        this(parts, limits, clock, Alarms.real());
    }

    /** @param alarms by which calls are cut off */
    EthereumRpc(Parts parts, RpcLimits limits, InstantSource clock, Alarms alarms) {
        ChainReader chain = parts.chain();
        this.limits = limits;
        this.logs = new LogSearch(chain, limits);
        this.filters = new Filters(logs, clock, limits);
        ChainMethods accounts = new ChainMethods(chain, parts.pool());
        CallMethods calls = new CallMethods(chain, accounts, limits);
        SimulateMethod simulation = new SimulateMethod(chain, limits);
        DebugMethods traces = new DebugMethods(chain, accounts, calls, parts.system());
        FeeMethods fees = new FeeMethods(chain, parts.minimumTip());
        this.bounded = new BoundedCalls(parts.executor(), limits, alarms);
        methods.putAll(NodeMethods.all(parts.clientVersion()));
        methods.putAll(accounts.methods());
        methods.putAll(fees.methods());
        ConfigMethod config = new ConfigMethod(chain);
        methods.put("eth_config", RpcMethod.of(_ -> config.config()));
        putBounded("eth_getLogs", (params, stop) -> logs.search(query(params), stop));
        putBounded("eth_getFilterLogs", filters::all);
        putBounded("eth_getProof", new ProofMethods(chain, parts.proofs())::proof);
        putBounded("eth_feeHistory", fees::history);
        putBounded(Timeout.CALL, calls.methods());
        putBounded(Timeout.SIMULATION, Map.of("eth_simulateV1", simulation::simulate));
        putBounded(Timeout.TRACE, traces.methods());
        methods.putAll(new PoolMethods(parts.pool()).methods());
        methods.putAll(filters.methods());
        methods.putAll(Session.methods());
        this.headSubscription = chain.onHeadChange(change -> notifier.execute(() -> headChanged(change)));
        this.poolSubscription =
                parts.pool().onPending(transaction -> notifier.execute(() -> transactionArrived(transaction)));
    }

    private void putBounded(Timeout timeout, Map<String, BoundedCalls.Method> all) {
        all.forEach((name, method) -> methods.put(name, bounded.bounded(timeout, method)));
    }

    private void putBounded(String name, BoundedCalls.Search search) {
        methods.put(name, bounded.bounded(search));
    }

    private static JsonNode query(Params params) {
        return params.object(0).orElse(EthJson.JSON.objectNode());
    }

    /** The methods by name, to be served alone or with others. */
    public Map<String, RpcMethod> methods() {
        return Map.copyOf(methods);
    }

    /** A connection that can be notified, until the session is closed. */
    public Session connect(Subscriber subscriber) {
        Session session = new Session(subscriber, logs, limits.maxSubscriptions(), sessions::remove);
        sessions.add(session);
        return session;
    }

    private void headChanged(HeadChange change) {
        filters.headChanged(change);
        sessions.forEach(session -> session.headChanged(change));
    }

    private void transactionArrived(SignedTransaction transaction) {
        filters.transactionArrived(transaction);
        sessions.forEach(session -> session.transactionArrived(transaction));
    }

    @Override
    public void close() {
        end(headSubscription);
        end(poolSubscription);
        notifier.shutdownNow();
        bounded.close();
    }

    private static void end(AutoCloseable subscription) {
        try {
            subscription.close();
        } catch (Exception e) {
            throw new IllegalStateException("ending a subscription cannot fail", e);
        }
    }
}
