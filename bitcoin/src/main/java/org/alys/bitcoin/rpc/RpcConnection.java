package org.alys.bitcoin.rpc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** JSON-RPC 1.0 over HTTP as bitcoind speaks it. Safe for use by several threads. */
final class RpcConnection implements AutoCloseable {
    private static final int RPC_IN_WARMUP = -28;

    private final RpcEndpoint endpoint;
    private final URI uri;
    private final HttpClient http;
    private volatile String authorization = "";
    private final AtomicLong nextId = new AtomicLong();

    RpcConnection(RpcEndpoint endpoint) {
        this(endpoint, endpoint.uri().resolve("/"), newClient(endpoint));
    }

    private RpcConnection(RpcEndpoint endpoint, URI uri, HttpClient http) {
        this.endpoint = endpoint;
        this.uri = uri;
        this.http = http;
    }

    private static HttpClient newClient(RpcEndpoint endpoint) {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(endpoint.connectTimeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /** The same daemon and connections, with the calls going to one of its wallets. */
    RpcConnection wallet(String name) {
        String path = "/wallet/" + URLEncoder.encode(name, StandardCharsets.UTF_8);
        return new RpcConnection(endpoint, endpoint.uri().resolve(path), http);
    }

    RpcReply<JsonNode> call(String method, Object... params) {
        return call(endpoint.callTimeout(), method, params);
    }

    RpcReply<JsonNode> slowCall(String method, Object... params) {
        return call(endpoint.slowCallTimeout(), method, params);
    }

    private RpcReply<JsonNode> call(Duration timeout, String method, Object... params) {
        long id = nextId.incrementAndGet();
        byte[] body = request(id, method, params);
        String used = authorization;
        RpcReply<HttpResponse<byte[]>> reply =
                used.isEmpty() ? exchangeAfresh(method, body, timeout) : exchange(method, body, timeout, used);
        if (!used.isEmpty() && isRefused(reply)) {
            reply = exchangeAfresh(method, body, timeout);
        }
        return reply.then(response -> read(method, id, response));
    }

    /** The daemon writes a new cookie at every start, so what was right a minute ago may be refused now. */
    private RpcReply<HttpResponse<byte[]>> exchangeAfresh(String method, byte[] body, Duration timeout) {
        try {
            String fresh = endpoint.credentials().authorization();
            authorization = fresh;
            return exchange(method, body, timeout, fresh);
        } catch (IOException e) {
            return new RpcReply.Failed<>(new NodeFailure.Unreachable(method, "no cookie to read: " + describe(e)));
        }
    }

    private static boolean isRefused(RpcReply<HttpResponse<byte[]>> reply) {
        return reply instanceof RpcReply.Answer<HttpResponse<byte[]>>(HttpResponse<byte[]> response)
                && response.statusCode() == 401;
    }

    /** {@code HttpRequest.timeout} ends with the headers: only the future's timeout covers the body. */
    private RpcReply<HttpResponse<byte[]>> exchange(
            String method, byte[] body, Duration timeout, String authorizationHeader) {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Authorization", authorizationHeader)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        CompletableFuture<HttpResponse<byte[]>> future =
                http.sendAsync(request, _ -> new BoundedBody(endpoint.maxAnswerBytes()));
        try {
            return new RpcReply.Answer<>(future.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException _) {
            future.cancel(true);
            return unreachable(method, "no answer within " + timeout.toMillis() + " ms");
        } catch (InterruptedException _) {
            future.cancel(true);
            Thread.currentThread().interrupt();
            return unreachable(method, "interrupted");
        } catch (ExecutionException e) {
            return failed(method, e.getCause() == null ? e : e.getCause());
        }
    }

    private static RpcReply<HttpResponse<byte[]>> failed(String method, Throwable problem) {
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            if (cause instanceof BoundedBody.TooLongException) {
                return badAnswer(method, describe(cause));
            }
        }
        return unreachable(method, describe(problem));
    }

    private RpcReply<JsonNode> read(String method, long id, HttpResponse<byte[]> response) {
        int status = response.statusCode();
        return switch (status) {
            case 401, 403 -> new RpcReply.Failed<>(new NodeFailure.Unauthorised(method, "HTTP status " + status));
            case 503 -> unreachable(method, "the node is too busy, HTTP status 503");
            default -> readEnvelope(method, id, status, response.body());
        };
    }

    private static RpcReply<JsonNode> readEnvelope(String method, long id, int status, byte[] body) {
        JsonNode envelope;
        try {
            envelope = JsonCodec.parse(body);
        } catch (IOException e) {
            return badAnswer(method, "HTTP status " + status + ", not JSON: " + describe(e));
        }
        JsonNode error = envelope.path("error");
        if (error.path("code").isInt()) {
            return refused(
                    method, error.path("code").intValue(), error.path("message").asText(""));
        }
        if (status != 200 || !envelope.has("result") || envelope.path("id").longValue() != id) {
            return badAnswer(method, "HTTP status " + status + ", not an answer to our request");
        }
        return new RpcReply.Answer<>(envelope.get("result"));
    }

    private static RpcReply<JsonNode> refused(String method, int code, String message) {
        String bounded = message.length() > 1000 ? message.substring(0, 1000) : message;
        return new RpcReply.Failed<>(
                code == RPC_IN_WARMUP
                        ? new NodeFailure.WarmingUp(bounded)
                        : new NodeFailure.Refused(method, code, bounded));
    }

    private static <T> RpcReply<T> unreachable(String method, String reason) {
        return new RpcReply.Failed<>(new NodeFailure.Unreachable(method, reason));
    }

    static <T> RpcReply<T> badAnswer(String method, String reason) {
        return new RpcReply.Failed<>(new NodeFailure.BadAnswer(method, reason));
    }

    private static byte[] request(long id, String method, Object... params) {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.put("jsonrpc", "1.0").put("id", id).put("method", method);
        ArrayNode array = request.putArray("params");
        for (Object param : params) {
            array.add(JsonCodec.toNode(param));
        }
        try {
            return JsonCodec.write(request);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain JSON values is always writable", e);
        }
    }

    private static String describe(Throwable e) {
        return e.getMessage() == null
                ? e.getClass().getSimpleName()
                : e.getClass().getSimpleName() + ": " + e.getMessage();
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
