package org.alys.node.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * JSON-RPC 1.0 and 2.0 over HTTP with bitcoind's conventions: calls that say {@code "jsonrpc": "2.0"} get the shape of that
 * specification and status 200; all others get {@code result}, {@code error} and {@code id} side by side and an HTTP status
 * that tells errors from results.
 */
final class JsonRpc {
    private static final Logger LOG = LoggerFactory.getLogger(JsonRpc.class);
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Map<String, RpcMethod> methods = new TreeMap<>();
    private final ObjectMapper mapper;
    private final int maxBatch;
    private final RpcMetrics metrics;

    JsonRpc(Collection<RpcMethod> methods, int maxDepth, int maxBatch, PrometheusRegistry registry) {
        methods.forEach(method -> this.methods.put(method.name(), method));
        this.methods.put(
                "help",
                new RpcMethod("help", "help [<method>]", "Lists the methods, or explains one.", 0, 1, this::help));
        this.maxBatch = maxBatch;
        this.metrics = new RpcMetrics(registry, this.methods.keySet());
        this.mapper = JsonMapper.builder(JsonFactory.builder()
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxNestingDepth(maxDepth)
                                .build())
                        .build())
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .build();
    }

    /** The answer to the body of one HTTP request. */
    HttpAnswer answer(byte[] body, Caller caller) {
        JsonNode request;
        try {
            request = mapper.readTree(body);
        } catch (IOException e) {
            // Not only of the parser: the bytes may look like UTF-32 and hold no characters.
            return single(Call.UNREADABLE, new RpcReply.Failure(RpcReply.PARSE_ERROR, "parse error: not a JSON value"));
        }
        if (request.isArray()) {
            return batch((ArrayNode) request, caller);
        }
        Call call = Call.of(request);
        RpcReply reply = execute(call, caller);
        return call.notification() ? HttpAnswer.empty(call.name()) : single(call, reply);
    }

    private HttpAnswer single(Call call, RpcReply reply) {
        ObjectNode response = response(call, reply);
        return switch (reply) {
            case RpcReply.Result(JsonNode _, Map<String, String> headers) ->
                HttpAnswer.json(200, response, call.name()).withHeaders(headers);
            case RpcReply.Failure(int code, String _) ->
                HttpAnswer.json(call.version2() ? 200 : status(code), response, call.name() + " error " + code);
        };
    }

    private HttpAnswer batch(ArrayNode requests, Caller caller) {
        if (requests.isEmpty() || requests.size() > maxBatch) {
            return single(
                    Call.UNREADABLE,
                    new RpcReply.Failure(RpcReply.INVALID_REQUEST, "a batch holds 1 to " + maxBatch + " calls"));
        }
        ArrayNode responses = JSON.arrayNode();
        for (JsonNode request : requests) {
            Call call = Call.of(request);
            RpcReply reply = execute(call, caller);
            if (!call.notification()) {
                responses.add(response(call, reply));
            }
        }
        String what = "batch of " + requests.size();
        return responses.isEmpty() ? HttpAnswer.empty(what) : HttpAnswer.json(200, responses, what);
    }

    private RpcReply execute(Call call, Caller caller) {
        long started = System.nanoTime();
        RpcReply reply = dispatch(call, caller);
        metrics.answered(call.name(), reply, System.nanoTime() - started);
        return reply;
    }

    private RpcReply dispatch(Call call, Caller caller) {
        Optional<RpcMethod> method = call.method().map(methods::get);
        if (call.method().isEmpty()) {
            return new RpcReply.Failure(RpcReply.INVALID_REQUEST, "a call is an object with a method and params");
        }
        if (method.isEmpty()) {
            return new RpcReply.Failure(RpcReply.METHOD_NOT_FOUND, "method not found; try help");
        }
        Optional<RpcParams> params = RpcParams.of(call.params());
        if (params.isEmpty()) {
            return new RpcReply.Failure(RpcReply.INVALID_PARAMS, "parameters are positional: send an array");
        }
        try {
            return method.get().call(params.get(), caller);
        } catch (RuntimeException e) {
            LOG.error("call of {} failed", call.name(), e);
            return new RpcReply.Failure(RpcReply.INTERNAL_ERROR, "internal error; the node's log says more");
        }
    }

    private RpcReply help(RpcParams params) {
        StringBuilder text = new StringBuilder();
        if (params.size() == 0) {
            methods.values().forEach(method -> text.append(method.usage()).append('\n'));
            return RpcReply.of(JSON.textNode(text.toString()));
        }
        return params.text(0)
                .map(methods::get)
                .map(method -> RpcReply.of(JSON.textNode(method.usage() + "\n\n" + method.summary())))
                .orElseGet(() -> new RpcReply.Failure(RpcReply.INVALID_PARAMETER, "help: unknown command"));
    }

    private static ObjectNode response(Call call, RpcReply reply) {
        ObjectNode node = JSON.objectNode();
        if (call.version2()) {
            node.put("jsonrpc", "2.0");
        }
        switch (reply) {
            case RpcReply.Result(JsonNode value, Map<String, String> _) -> {
                node.set("result", value);
                if (!call.version2()) {
                    node.putNull("error");
                }
            }
            case RpcReply.Failure(int code, String message) -> {
                if (!call.version2()) {
                    node.putNull("result");
                }
                node.putObject("error").put("code", code).put("message", message);
            }
        }
        node.set("id", call.id());
        return node;
    }

    private static int status(int code) {
        return switch (code) {
            case RpcReply.INVALID_REQUEST -> 400;
            case RpcReply.METHOD_NOT_FOUND -> 404;
            default -> 500;
        };
    }

    /** One request object; a malformed one has no method. */
    private record Call(Optional<String> method, JsonNode params, JsonNode id, boolean version2, boolean notification) {
        static final Call UNREADABLE =
                new Call(Optional.empty(), NullNode.getInstance(), NullNode.getInstance(), false, false);

        static Call of(JsonNode node) {
            boolean version2 = node.path("jsonrpc").asText("").equals("2.0");
            Optional<String> method = node.path("method").isTextual()
                    ? Optional.of(node.path("method").textValue())
                    : Optional.empty();
            JsonNode id = node.has("id") ? node.get("id") : NullNode.getInstance();
            return new Call(
                    method, node.path("params"), id, version2, version2 && !node.has("id") && method.isPresent());
        }

        /** For the log: never longer or stranger than a method's name. */
        String name() {
            return method.filter(name -> name.matches("[a-z]{1,40}")).orElse("?");
        }
    }
}
