package org.alys.evm.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alys.evm.chain.EmbeddedChain;
import org.alys.evm.chain.TestExecution;
import org.alys.evm.execution.SystemContracts;
import org.alys.evm.execution.TransactionExecutor;
import org.alys.evm.rpc.EthereumRpc;
import org.alys.evm.rpc.JsonRpc;
import org.alys.evm.rpc.RpcException;
import org.alys.evm.rpc.RpcLimits;
import org.alys.evm.rpc.RpcMethod;
import org.alys.evm.rpc.Session;
import org.alys.fuzzing.FuzzGroup;
import org.alys.fuzzing.FuzzTarget;
import org.alys.fuzzing.JsonCalls;
import org.alys.primitives.UInt256;

/** Ethereum's JSON-RPC over a short chain: every body has an answer, and no method breaks. */
final class JsonRpcFuzz {
    /** Little gas, so that a call is quick. */
    private static final RpcLimits LIMITS = new RpcLimits(
            100,
            Duration.ofMinutes(1),
            10_000_000,
            32,
            1000,
            1000,
            500_000,
            Duration.ofMinutes(1),
            2,
            16,
            100,
            Duration.ofMinutes(5),
            64);

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochSecond(1000));
    private static final TestExecution EXECUTION = Worlds.open();
    private static final EthereumRpc ETHEREUM = ethereum();
    private static final Session SESSION = ETHEREUM.connect(notification -> {});
    private static final Map<String, RpcMethod> METHODS = Unbroken.all(ETHEREUM.methods());
    private static final JsonRpc RPC = new JsonRpc(METHODS, LIMITS, CLOCK);
    private static final JsonCalls CALLS =
            new JsonCalls(METHODS.keySet().stream().sorted().toList(), Words.KEYS, Words.of(EXECUTION.chain()));

    static final FuzzGroup GROUP = new FuzzGroup(
            JsonRpcFuzz.class,
            List.of(
                    FuzzTarget.total(
                            "body",
                            JsonRpcFuzz::answer,
                            utf8(
                                    "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_chainId\"},{\"method\":\"net_version\"}]"),
                            utf8(
                                    "{\"id\":{\"a\":[1.5e3]},\"method\":\"eth_getBalance\",\"params\":[\"0x01\",\"latest\"]}")),
                    FuzzTarget.total("call", JsonRpcFuzz::call, CALLS.seeds().toArray(byte[][]::new))));

    private JsonRpcFuzz() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        GROUP.run(input);
    }

    private static void answer(byte[] body) {
        assertThat(RPC.answer(body, Optional.of(SESSION))).isNotNull();
    }

    private static void call(byte[] input) {
        String answer = new String(RPC.answer(CALLS.request(input), Optional.of(SESSION)), StandardCharsets.UTF_8);
        assertThat(answer).startsWith("{\"jsonrpc\":\"2.0\",\"id\":1,");
    }

    private static EthereumRpc ethereum() {
        EmbeddedChain chain = EXECUTION.chain();
        TransactionExecutor executor = new TransactionExecutor();
        return new EthereumRpc(
                new EthereumRpc.Parts(
                        chain,
                        EXECUTION.execution.pool(),
                        chain.states()::proof,
                        executor,
                        new SystemContracts(executor, chain.parameters().depositContract()),
                        UInt256.ONE,
                        "test"),
                LIMITS,
                CLOCK);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Methods whose unforeseen exceptions pass through {@link JsonRpc}, which hides them from callers. */
    private static final class Unbroken {
        private Unbroken() {}

        static Map<String, RpcMethod> all(Map<String, RpcMethod> methods) {
            Map<String, RpcMethod> strict = new LinkedHashMap<>();
            methods.forEach((name, method) -> strict.put(name, (params, caller) -> {
                try {
                    return method.call(params, caller);
                } catch (RpcException e) {
                    throw e;
                } catch (RuntimeException e) {
                    throw new AssertionError(name + " broke", e);
                }
            }));
            return strict;
        }
    }
}
