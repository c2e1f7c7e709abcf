package org.alys.engine.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alys.engine.embedded.EmbeddedExecutionClient;
import org.alys.engine.http.EngineApiMethods;
import org.alys.evm.chain.EmbeddedExecution;
import org.alys.evm.chain.GenesisFile;
import org.alys.evm.payload.Fork;
import org.alys.evm.rpc.JsonRpc;
import org.alys.evm.rpc.RpcException;
import org.alys.evm.rpc.RpcLimits;
import org.alys.evm.rpc.RpcMethod;
import org.alys.evm.store.MemoryStore;
import org.alys.fuzzing.FuzzGroup;
import org.alys.fuzzing.FuzzTarget;
import org.alys.fuzzing.JsonCalls;

/** The Engine API over a chain in memory: every body has an answer, and no method breaks. */
final class EngineApiFuzz {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ZERO = "0x" + "0".repeat(64);
    private static final EmbeddedExecution EXECUTION = open();
    private static final Map<String, RpcMethod> METHODS = strict();
    private static final JsonRpc RPC = new JsonRpc(METHODS, RpcLimits.STANDARD, InstantSource.system());
    private static final ObjectNode PAYLOAD = payload();
    private static final JsonCalls CALLS =
            new JsonCalls(METHODS.keySet().stream().sorted().toList(), keys(), words());

    static final FuzzGroup GROUP = new FuzzGroup(
            EngineApiFuzz.class,
            List.of(
                    FuzzTarget.total("body", EngineApiFuzz::answer, newPayload(), forkchoice()),
                    FuzzTarget.total("field", EngineApiFuzz::field, new byte[] {3, 4, 7, 3, 1, 2, 3}),
                    FuzzTarget.total("call", EngineApiFuzz::call, CALLS.seeds().toArray(byte[][]::new))));

    private EngineApiFuzz() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        GROUP.run(input);
    }

    private static void answer(byte[] body) {
        assertThat(RPC.answer(body, Optional.empty())).isNotNull();
    }

    private static void call(byte[] input) {
        answer(CALLS.request(input));
    }

    /** A payload that is right but for one field, chosen by the first byte, whose value the others stand for. */
    private static void field(byte[] input) throws IOException {
        if (input.length > 0) {
            List<String> names = new ArrayList<>();
            PAYLOAD.fieldNames().forEachRemaining(names::add);
            byte[] value = input.clone();
            value[0] = 0;
            ObjectNode changed = PAYLOAD.deepCopy();
            changed.set(
                    names.get((input[0] & 0xff) % names.size()),
                    JSON.readTree(CALLS.request(value)).path("params").path(0));
            answer(request("engine_newPayloadV4", changed, JSON.createArrayNode(), ZERO, JSON.createArrayNode()));
        }
    }

    private static EmbeddedExecution open() {
        String genesis = """
                {"config": {"chainId": 7, "shanghaiTime": 0, "cancunTime": 0, "pragueTime": 0,
                  "blobSchedule": {"cancun": {"target": 0, "max": 0, "baseFeeUpdateFraction": 3338477},
                    "prague": {"target": 0, "max": 0, "baseFeeUpdateFraction": 5007716}}},
                 "timestamp": "0x10", "gasLimit": "0x1c9c380", "difficulty": "0x0", "baseFeePerGas": "0x7", "alloc": {}}
                """;
        return EmbeddedExecution.open(
                new MemoryStore(),
                GenesisFile.parse(genesis),
                EmbeddedExecution.Settings.standard(),
                InstantSource.fixed(Instant.ofEpochSecond(1000)));
    }

    /** Unforeseen exceptions pass through {@link JsonRpc}, which hides them from callers. */
    private static Map<String, RpcMethod> strict() {
        Map<String, RpcMethod> strict = new LinkedHashMap<>();
        EngineApiMethods.of(new EmbeddedExecutionClient(EXECUTION), Fork.PRAGUE)
                .forEach((name, method) -> strict.put(name, (params, caller) -> {
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

    /** The payload of the block after genesis. */
    private static ObjectNode payload() {
        String id = result(forkchoice()).path("payloadId").asText();
        return (ObjectNode) result(request("engine_getPayloadV4", id)).path("executionPayload");
    }

    private static byte[] forkchoice() {
        String genesis = EXECUTION.chain().head().hash().toHex0x();
        ObjectNode state = JSON.createObjectNode().put("headBlockHash", genesis);
        state.put("safeBlockHash", ZERO).put("finalizedBlockHash", ZERO);
        ObjectNode attributes = JSON.createObjectNode().put("timestamp", "0x20").put("prevRandao", ZERO);
        attributes.put("suggestedFeeRecipient", "0x" + "0".repeat(40)).put("parentBeaconBlockRoot", ZERO);
        attributes
                .putArray("withdrawals")
                .addObject()
                .put("index", "0x0")
                .put("validatorIndex", "0x1")
                .put("address", "0x" + "1".repeat(40))
                .put("amount", "0x5");
        return request("engine_forkchoiceUpdatedV3", state, attributes);
    }

    private static byte[] newPayload() {
        return request("engine_newPayloadV4", PAYLOAD, JSON.createArrayNode(), ZERO, JSON.createArrayNode());
    }

    private static byte[] request(String method, Object... params) {
        ObjectNode request =
                JSON.createObjectNode().put("jsonrpc", "2.0").put("id", 1).put("method", method);
        ArrayNode list = request.putArray("params");
        for (Object param : params) {
            list.addPOJO(param);
        }
        return request.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static JsonNode result(byte[] request) {
        try {
            return JSON.readTree(RPC.answer(request, Optional.empty())).path("result");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> keys() {
        List<String> keys = new ArrayList<>(List.of(
                "headBlockHash",
                "safeBlockHash",
                "finalizedBlockHash",
                "suggestedFeeRecipient",
                "parentBeaconBlockRoot",
                "index",
                "validatorIndex",
                "address",
                "amount"));
        PAYLOAD.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    private static List<String> words() {
        return List.of(
                ZERO,
                EXECUTION.chain().head().hash().toHex0x(),
                PAYLOAD.path("blockHash").asText(),
                PAYLOAD.path("stateRoot").asText(),
                PAYLOAD.path("logsBloom").asText(),
                "0x" + "0".repeat(40),
                "0x" + "0".repeat(16),
                "0x0",
                "0x1",
                "0x10",
                "0x20",
                "0x1c9c380",
                "0xffffffffffffffff",
                "0x");
    }
}
