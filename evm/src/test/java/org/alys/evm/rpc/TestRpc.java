package org.alys.evm.rpc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.alys.evm.block.Block;
import org.alys.evm.chain.BuildAttributes;
import org.alys.evm.chain.BuiltBlock;
import org.alys.evm.chain.ChainReader;
import org.alys.evm.chain.EmbeddedChain;
import org.alys.evm.chain.EmbeddedExecution;
import org.alys.evm.chain.Genesis;
import org.alys.evm.execution.SystemContracts;
import org.alys.evm.execution.TransactionExecutor;
import org.alys.evm.store.MemoryStore;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.UInt256;

/** An execution layer that is reached by JSON-RPC, as callers do. */
final class TestRpc implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    final EmbeddedExecution execution;
    private final EthereumRpc ethereum;
    private final JsonRpc rpc;

    TestRpc(Genesis genesis, RpcLimits limits) {
        this(genesis, limits, Alarms.real(), chain -> chain);
    }

    /** @param seen what the methods see of the chain */
    TestRpc(Genesis genesis, RpcLimits limits, Alarms alarms, UnaryOperator<ChainReader> seen) {
        this.execution = EmbeddedExecution.open(
                new MemoryStore(), genesis, EmbeddedExecution.Settings.standard(), InstantSource.system());
        TransactionExecutor executor = new TransactionExecutor();
        EmbeddedChain chain = execution.chain();
        this.ethereum = new EthereumRpc(
                new EthereumRpc.Parts(
                        seen.apply(chain),
                        execution.pool(),
                        chain.states()::proof,
                        executor,
                        new SystemContracts(executor, Optional.empty()),
                        UInt256.ONE,
                        "Test"),
                limits,
                InstantSource.system(),
                alarms);
        this.rpc = new JsonRpc(ethereum.methods(), limits, InstantSource.system());
    }

    /** The whole answer to a call with these parameters. */
    JsonNode answer(String method, String params) {
        return ask("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}");
    }

    JsonNode ask(String request) {
        try {
            return JSON.readTree(rpc.answer(request.getBytes(StandardCharsets.UTF_8), Optional.empty()));
        } catch (IOException e) {
            throw new AssertionError("the answer is not JSON", e);
        }
    }

    JsonNode result(String method, String params) {
        JsonNode answer = answer(method, params);
        if (!answer.has("result")) {
            throw new AssertionError(method + " failed: " + answer);
        }
        return answer.get("result");
    }

    JsonNode error(String method, String params) {
        JsonNode answer = answer(method, params);
        if (!answer.has("error")) {
            throw new AssertionError(method + " should have failed: " + answer);
        }
        return answer.get("error");
    }

    /** The next block, of what the pool holds, made the head. */
    Block extend(long seconds, EvmAddress feeRecipient) {
        Block parent = execution.chain().head();
        Bytes id = execution.startBuild(
                parent,
                new BuildAttributes(
                        parent.header().timestamp() + seconds, Bytes32.ZERO, feeRecipient, List.of(), Bytes32.ZERO));
        BuiltBlock built = execution.takeBuild(id).orElseThrow();
        execution.chain().importBlock(built.block());
        execution.chain().forkchoice(built.block().hash(), Bytes32.ZERO, Bytes32.ZERO);
        return built.block();
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + text, e);
        }
    }

    @Override
    public void close() {
        ethereum.close();
        execution.close();
    }
}
