package org.alys.engine.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Answers requests with what the test queued, in order, and keeps the requests. */
final class ScriptedServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final Deque<Reply> replies = new ArrayDeque<>();
    private final List<Request> requests = new ArrayList<>();

    /** What the server does with one request. */
    private interface Reply {
        void send(HttpExchange exchange, JsonNode request) throws IOException;
    }

    record Request(String method, JsonNode params, @Nullable String authorization) {}

    ScriptedServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    ScriptedServer result(String json) {
        return body(200, "{\"jsonrpc\":\"2.0\",\"id\":%d,\"result\":" + json.replace("%", "%%") + "}");
    }

    ScriptedServer error(int code, String message) {
        return body(
                200,
                "{\"jsonrpc\":\"2.0\",\"id\":%d,\"error\":{\"code\":" + code + ",\"message\":\"" + message + "\"}}");
    }

    /** {@code %d} stands for the request's id. */
    synchronized ScriptedServer body(int status, String format) {
        replies.add((exchange, request) -> {
            byte[] bytes = format.contains("%")
                    ? format.formatted(request.get("id").longValue()).getBytes(StandardCharsets.UTF_8)
                    : format.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        return this;
    }

    /** Headers and a first byte, and then nothing until the client goes away. */
    synchronized ScriptedServer stall() {
        replies.add((exchange, request) -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
        });
        return this;
    }

    /** A body without end, until the client goes away. */
    synchronized ScriptedServer endless() {
        replies.add((exchange, request) -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] junk = "[".repeat(8192).getBytes(StandardCharsets.US_ASCII);
            while (true) {
                exchange.getResponseBody().write(junk);
            }
        });
        return this;
    }

    /** The connection ends without an answer. */
    synchronized ScriptedServer hangUp() {
        replies.add((exchange, request) -> {
            throw new IOException("hang up");
        });
        return this;
    }

    synchronized List<Request> requests() {
        return List.copyOf(requests);
    }

    private void handle(HttpExchange exchange) throws IOException {
        JsonNode request = JSON.readTree(exchange.getRequestBody());
        Reply reply;
        synchronized (this) {
            Map<String, List<String>> headers = exchange.getRequestHeaders();
            String authorization = headers.getOrDefault("Authorization", List.of()).stream()
                    .findFirst()
                    .orElse(null);
            requests.add(new Request(request.get("method").textValue(), request.get("params"), authorization));
            reply = replies.isEmpty() ? (e, r) -> e.sendResponseHeaders(500, -1) : replies.remove();
        }
        reply.send(exchange, request);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
