package org.alys.evm.rpc;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.alys.evm.chain.PrunedHistoryException;
import org.alys.evm.state.PrunedStateException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** JSON-RPC 2.0, single calls and batches. May be used from several threads. */
public final class JsonRpc {
    private static final Logger LOG = LoggerFactory.getLogger(JsonRpc.class);
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final byte[] NOTHING = {};

    private final Map<String, RpcMethod> methods;
    private final int maxBatch;
    private final Duration batchTime;
    private final int maxBatchBytes;
    private final InstantSource clock;
    private final ObjectMapper mapper;

    /**
     * Serves these methods, by name.
     *
     * @param clock that the time of a batch is taken from
     */
    public JsonRpc(Map<String, RpcMethod> methods, RpcLimits limits, InstantSource clock) {
        this.methods = Map.copyOf(methods);
        this.maxBatch = limits.maxBatch();
        this.batchTime = limits.batchTime();
        this.maxBatchBytes = limits.maxBatchBytes();
        this.clock = clock;
        this.mapper = JsonMapper.builder(JsonFactory.builder()
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxNestingDepth(limits.maxDepth())
                                .maxNumberLength(80)
                                .build())
                        .build())
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
    }

    /**
     * The answer to one request, a call or a batch; empty when it holds only notifications.
     *
     * @param body bounded in size by the transport
     * @param caller present on connections that take notifications
     */
    public byte[] answer(byte[] body, Optional<Session> caller) {
        JsonNode request;
        try {
            request = mapper.readTree(body);
        } catch (IOException e) {
            return bytes(failure(NullNode.getInstance(), new RpcException(RpcException.PARSE_ERROR, "parse error")));
        }
        if (!request.isArray()) {
            return one(request, () -> dispatch(request, caller))
                    .map(this::bytes)
                    .orElse(NOTHING);
        }
        if (request.isEmpty() || request.size() > maxBatch) {
            return bytes(failure(
                    NullNode.getInstance(),
                    new RpcException(RpcException.INVALID_REQUEST, "a batch holds 1 to " + maxBatch + " calls")));
        }
        return batch(request, caller);
    }

    /** Answers are written as they come: only the bytes of a batch are held in memory, not what they were made from. */
    private byte[] batch(JsonNode request, Optional<Session> caller) {
        Instant end = clock.instant().plus(batchTime);
        ByteArrayOutputStream answers = new ByteArrayOutputStream();
        for (JsonNode call : request) {
            one(call, () -> {
                        checkRoom(answers.size(), end);
                        return dispatch(call, caller);
                    })
                    .ifPresent(answer -> {
                        answers.write(answers.size() == 0 ? '[' : ',');
                        answers.writeBytes(bytes(answer));
                    });
        }
        if (answers.size() == 0) {
            return NOTHING;
        }
        answers.write(']');
        return answers.toByteArray();
    }

    private void checkRoom(int bytes, Instant end) {
        if (bytes > maxBatchBytes) {
            throw new RpcException(RpcException.RESPONSE_TOO_LARGE, "response too large");
        }
        if (!clock.instant().isBefore(end)) {
            throw new RpcException(RpcException.TIMED_OUT, "request timed out");
        }
    }

    private static Optional<JsonNode> one(JsonNode call, Supplier<JsonNode> run) {
        JsonNode id = call.has("id") ? call.get("id") : NullNode.getInstance();
        try {
            JsonNode result = run.get();
            return call.has("id") ? Optional.of(envelope(id).set("result", result)) : Optional.empty();
        } catch (RpcException e) {
            boolean isNotification = call.isObject() && !call.has("id") && call.has("method");
            return isNotification ? Optional.empty() : Optional.of(failure(id, e));
        }
    }

    private JsonNode dispatch(JsonNode call, Optional<Session> caller) {
        if (!call.isObject() || !call.path("method").isTextual()) {
            throw new RpcException(RpcException.INVALID_REQUEST, "invalid request");
        }
        String name = call.path("method").textValue();
        RpcMethod method = methods.get(name);
        if (method == null) {
            String shown = name.length() > 64 ? name.substring(0, 64) : name;
            throw new RpcException(
                    RpcException.METHOD_NOT_FOUND, "the method " + shown + " does not exist/is not available");
        }
        JsonNode params = call.path("params");
        if (!params.isArray() && !params.isMissingNode() && !params.isNull()) {
            throw RpcException.invalidParams("non-array args");
        }
        try {
            return method.call(new Params(params), caller);
        } catch (RpcException e) {
            throw e;
        } catch (PrunedHistoryException e) {
            throw new RpcException(RpcException.PRUNED_HISTORY, "pruned history unavailable: " + e.getMessage());
        } catch (PrunedStateException e) {
            throw RpcException.server("missing trie node: " + e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("call of {} failed", name, e);
            throw new RpcException(RpcException.INTERNAL_ERROR, "internal error; the node's log says more");
        }
    }

    private static ObjectNode envelope(JsonNode id) {
        ObjectNode node = JSON.objectNode();
        node.put("jsonrpc", "2.0");
        node.set("id", id);
        return node;
    }

    private static ObjectNode failure(JsonNode id, RpcException e) {
        ObjectNode node = envelope(id);
        node.set("error", e.toJson());
        return node;
    }

    private byte[] bytes(JsonNode node) {
        try {
            return mapper.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of strings and numbers is always JSON", e);
        }
    }
}
