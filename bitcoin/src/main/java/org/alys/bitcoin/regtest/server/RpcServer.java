package org.alys.bitcoin.regtest.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/** HTTP on the loopback address, with basic authentication as Bitcoin Core has it. */
final class RpcServer implements AutoCloseable {
    /** A block of four million bytes as hex, and JSON around it, several times. */
    private static final int MAX_BODY = 32 * 1024 * 1024;

    private static final int MAX_CALLS = 64;
    private static final int BACKLOG = 64;
    private static final String WALLET_PATH = "/wallet/";

    private final HttpServer http;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore places = new Semaphore(MAX_CALLS);
    private final List<byte[]> authorizations;
    private final RpcDispatcher dispatcher;

    private RpcServer(HttpServer http, List<String> authorizations, RpcDispatcher dispatcher) {
        this.http = http;
        this.authorizations = authorizations.stream()
                .map(value -> value.getBytes(StandardCharsets.UTF_8))
                .toList();
        this.dispatcher = dispatcher;
    }

    /**
     * Starts to serve.
     *
     * @param port 0 for any free one
     * @param authorizations values of the header {@code Authorization} that are let in
     */
    static RpcServer start(int port, List<String> authorizations, RpcDispatcher dispatcher) throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        RpcServer server = new RpcServer(http, authorizations, dispatcher);
        http.setExecutor(server.threads);
        http.createContext("/", server::handle);
        http.start();
        return server;
    }

    int port() {
        return http.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!places.tryAcquire()) {
                send(exchange, 503, "Work queue depth exceeded");
                return;
            }
            try {
                serve(exchange);
            } finally {
                places.release();
            }
        }
    }

    private void serve(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestMethod().equals("POST")) {
            send(exchange, 405, "JSONRPC server handles only POST requests");
            return;
        }
        String path = exchange.getRequestURI().getRawPath();
        if (!path.equals("/") && !path.startsWith(WALLET_PATH)) {
            send(exchange, 404, "");
            return;
        }
        if (!isLetIn(exchange)) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"jsonrpc\"");
            send(exchange, 401, "");
            return;
        }
        byte[] body;
        try (InputStream in = exchange.getRequestBody()) {
            body = in.readNBytes(MAX_BODY + 1);
            if (body.length > MAX_BODY) {
                discard(in);
            }
        }
        if (body.length > MAX_BODY) {
            send(exchange, 413, "");
            return;
        }
        Optional<String> wallet = path.startsWith(WALLET_PATH)
                ? Optional.of(URLDecoder.decode(path.substring(WALLET_PATH.length()), StandardCharsets.UTF_8))
                : Optional.empty();
        RpcDispatcher.Answer answer = dispatcher.answer(body, wallet);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        send(exchange, answer.status(), answer.body().toArray());
    }

    /** A client that is still sending when the connection closes may never see the answer. Nobody is listened to without end. */
    private static void discard(InputStream in) throws IOException {
        byte[] buffer = new byte[8192];
        int discarded = 0;
        for (int read = 0; read >= 0 && discarded < MAX_BODY; read = in.read(buffer)) {
            discarded += read;
        }
    }

    private boolean isLetIn(HttpExchange exchange) {
        String given = exchange.getRequestHeaders().getFirst("Authorization");
        if (given == null) {
            return false;
        }
        byte[] bytes = given.strip().getBytes(StandardCharsets.UTF_8);
        return authorizations.stream().anyMatch(allowed -> MessageDigest.isEqual(allowed, bytes));
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        send(exchange, status, body.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
    }
}
