package org.alys.bitcoin.rpc;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** Answers every request with the same status and body; in the body, {@code $ID} stands for the id of the request. */
final class ScriptedRpcServer implements AutoCloseable {
    private final HttpServer server;
    private final CountDownLatch silent = new CountDownLatch(1);

    private ScriptedRpcServer(int status, String body, boolean answers) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Thread::startVirtualThread);
        server.createContext("/", exchange -> {
            String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String id = request.replaceAll(".*\"id\":(\\d+).*", "$1");
            byte[] bytes = body.replace("$ID", id).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, 0);
            if (!answers) {
                awaitClose();
            }
            try (var out = exchange.getResponseBody()) {
                out.write(bytes);
            }
        });
        server.start();
    }

    static ScriptedRpcServer answering(int status, String body) throws IOException {
        return new ScriptedRpcServer(status, body, true);
    }

    /** Sends the headers of an answer and nothing more. */
    static ScriptedRpcServer stalling() throws IOException {
        return new ScriptedRpcServer(200, "", false);
    }

    private void awaitClose() {
        try {
            silent.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    BitcoinRpc client() {
        return client(Duration.ofSeconds(30));
    }

    BitcoinRpc client(Duration callTimeout) {
        URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        return new BitcoinRpc(new RpcEndpoint(
                uri, new RpcCredentials.Password("u", "p"), Duration.ofSeconds(30), callTimeout, callTimeout, 2048));
    }

    @Override
    public void close() {
        silent.countDown();
        server.stop(0);
    }
}
