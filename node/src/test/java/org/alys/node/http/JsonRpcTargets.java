package org.alys.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.alys.fuzzing.FuzzTarget;
import org.alys.fuzzing.JsonCalls;

/** Fuzzing of the node's own JSON-RPC: every body has an answer, and no method breaks. */
public final class JsonRpcTargets {
    private static final int MAX_DEPTH = 16;
    private static final int MAX_BATCH = 20;
    private static final List<RpcMethod> METHODS = methods();
    private static final JsonRpc RPC = new JsonRpc(METHODS, MAX_DEPTH, MAX_BATCH, new PrometheusRegistry());
    private static final JsonCalls CALLS = new JsonCalls(
            METHODS.stream().map(RpcMethod::name).toList(),
            List.of("key", "other"),
            List.of(
                    ScriptedNode.HASH.toHex(),
                    ScriptedNode.HASH.toHex0x(),
                    ScriptedNode.MINER.toHex0x(),
                    "0".repeat(64),
                    "00",
                    "",
                    "getauxblock",
                    "text"));

    public static final List<FuzzTarget> ALL = List.of(
            FuzzTarget.total(
                    "json-rpc-body",
                    JsonRpcTargets::answer,
                    utf8(
                            "[{\"method\":\"getheadblock\",\"id\":1},{\"jsonrpc\":\"2.0\",\"method\":\"help\",\"params\":[]}]"),
                    utf8("{\"method\":\"getblockbyheight\",\"params\":[7],\"id\":{\"a\":[1.50,null]}}")),
            FuzzTarget.total(
                    "json-rpc-call",
                    input -> answer(CALLS.request(input)),
                    CALLS.seeds().toArray(byte[][]::new)));

    private JsonRpcTargets() {}

    private static void answer(byte[] body) {
        HttpAnswer answer = RPC.answer(body, Caller.ANYBODY);
        assertThat(answer.status()).isIn(200, 204, 400, 404, 500);
    }

    /** Unforeseen exceptions pass through {@link JsonRpc}, which hides them from callers. */
    private static List<RpcMethod> methods() {
        ScriptedNode node = new ScriptedNode();
        node.payout = Optional.of(ScriptedNode.MINER);
        List<RpcMethod> methods = new ArrayList<>(new MiningMethods(node).all());
        methods.addAll(new QueryMethods(node).all());
        return methods.stream().map(JsonRpcTargets::strict).toList();
    }

    private static RpcMethod strict(RpcMethod method) {
        return new RpcMethod(
                method.name(), method.usage(), method.summary(), method.minParams(), method.maxParams(), params -> {
                    try {
                        return method.body().apply(params);
                    } catch (RuntimeException e) {
                        throw new AssertionError(method.name() + " broke", e);
                    }
                });
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
