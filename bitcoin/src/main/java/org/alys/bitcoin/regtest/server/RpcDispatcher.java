package org.alys.bitcoin.regtest.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.alys.primitives.Bytes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns the body of a request into the body of an answer: JSON-RPC 1.0, 1.1 and 2.0, and batches. After a failure of the
 * disk no call is served any more, because memory and file may differ.
 */
final class RpcDispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(RpcDispatcher.class);
    private static final int MAX_BATCH = 10_000;

    private final MethodTable methods;
    private final ReentrantLock lock;
    private volatile boolean broken;

    /**
     * An answer.
     *
     * @param status of HTTP
     * @param body empty when there is nothing to answer
     */
    record Answer(int status, Bytes body) {}

    RpcDispatcher(MethodTable methods, ReentrantLock lock) {
        this.methods = methods;
        this.lock = lock;
    }

    Answer answer(byte[] body, Optional<String> wallet) {
        JsonNode request;
        try {
            request = Json.parse(body);
        } catch (IOException _) {
            return failed(RpcError.PARSE, "Parse error");
        }
        if (request.isObject()) {
            Single single = single(request, wallet);
            return new Answer(
                    single.status(), single.reply().map(RpcDispatcher::write).orElse(Bytes.EMPTY));
        }
        if (!request.isArray()) {
            return failed(RpcError.PARSE, "Top-level object parse error");
        }
        if (request.size() > MAX_BATCH) {
            return failed(RpcError.INVALID_REQUEST, "a batch has at most " + MAX_BATCH + " requests");
        }
        ArrayNode replies = Json.array();
        request.forEach(one -> single(one, wallet).reply().ifPresent(replies::add));
        return new Answer(200, write(replies));
    }

    private static Answer failed(RpcError error, String message) {
        JsonNode reply = reply(false, Json.nothing(), Optional.empty(), Optional.of(error.with(message)));
        return new Answer(status(error), write(reply));
    }

    private static Bytes write(JsonNode node) {
        return Bytes.of(Json.write(node));
    }

    /** The reply to one call; none to a notification. */
    private record Single(int status, Optional<JsonNode> reply) {}

    private Single single(JsonNode request, Optional<String> wallet) {
        boolean second = request.path("jsonrpc").asText().equals("2.0");
        boolean notification = second && !request.has("id");
        JsonNode id = request.has("id") ? request.get("id") : Json.nothing();
        try {
            JsonNode result = call(request, wallet);
            return notification
                    ? new Single(204, Optional.empty())
                    : new Single(200, Optional.of(reply(second, id, Optional.of(result), Optional.empty())));
        } catch (RpcException e) {
            return notification
                    ? new Single(204, Optional.empty())
                    : new Single(
                            second ? 200 : status(e.error()),
                            Optional.of(reply(second, id, Optional.empty(), Optional.of(e))));
        }
    }

    private static int status(RpcError error) {
        return switch (error) {
            case INVALID_REQUEST -> 400;
            case METHOD_NOT_FOUND -> 404;
            default -> 500;
        };
    }

    private JsonNode call(JsonNode request, Optional<String> wallet) throws RpcException {
        JsonNode params = request.path("params");
        if (!request.isObject()) {
            throw RpcError.INVALID_REQUEST.with("Invalid Request object");
        }
        if (!request.path("method").isTextual()) {
            throw RpcError.INVALID_REQUEST.with(request.has("method") ? "Method must be a string" : "Missing method");
        }
        if (!params.isArray() && !params.isObject() && !params.isNull() && !params.isMissingNode()) {
            throw RpcError.INVALID_REQUEST.with("Params must be an array or object");
        }
        String method = request.path("method").textValue();
        lock.lock();
        try {
            if (broken) {
                throw RpcError.DATABASE.with("the disk failed before; see the log, mend it and start again");
            }
            return methods.call(method, params, wallet);
        } catch (UncheckedIOException e) {
            broken = true;
            LOG.error("the disk failed in {}", method, e);
            throw RpcError.DATABASE.with("the disk failed: " + e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("a bug in {}", method, e);
            throw RpcError.INTERNAL.with("Internal bug detected: " + e);
        } finally {
            lock.unlock();
        }
    }

    private static JsonNode reply(
            boolean second, JsonNode id, Optional<JsonNode> result, Optional<RpcException> error) {
        ObjectNode reply = Json.object();
        if (second) {
            reply.put("jsonrpc", "2.0");
        }
        if (!second || result.isPresent()) {
            reply.set("result", result.orElse(Json.nothing()));
        }
        if (!second || error.isPresent()) {
            reply.set("error", error.map(RpcDispatcher::error).orElse(Json.nothing()));
        }
        reply.set("id", id);
        return reply;
    }

    private static JsonNode error(RpcException e) {
        return Json.object().put("code", e.error().code()).put("message", e.text());
    }
}
