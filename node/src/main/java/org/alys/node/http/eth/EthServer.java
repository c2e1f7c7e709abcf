package org.alys.node.http.eth;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.websocket.WsConfig;
import io.helidon.webserver.websocket.WsRouting;
import io.helidon.webserver.websocket.WsUpgrader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.alys.evm.rpc.JsonRpc;
import org.alys.evm.rpc.Session;
import org.alys.evm.rpc.Subscriber;

/**
 * Serves JSON-RPC on one port, over HTTP (POST) and WebSocket. Every browser may read it (CORS {@code *}): what it serves is
 * public, unless a {@link Gate} asks for credentials.
 */
public final class EthServer implements AutoCloseable {
    static final int MAX_BODY_BYTES = 5 << 20;
    private static final int MAX_CONNECTIONS = 512;
    private static final int MAX_HEADER_BYTES = 16_384;
    private static final Duration IDLE = Duration.ofMinutes(2);
    private static final Duration SHUTDOWN_GRACE = Duration.ofSeconds(1);

    private final WebServer server;

    private EthServer(WebServer server) {
        this.server = server;
    }

    /** Who may call. */
    @FunctionalInterface
    public interface Gate {
        /** Admits everybody. */
        Gate OPEN = authorization -> true;

        /**
         * Whether a request may pass.
         *
         * @param authorization the header, empty when there is none
         */
        boolean admits(String authorization);
    }

    /** What is served. */
    public interface Service {
        JsonRpc rpc();

        /** A new connection that takes notifications; empty when there is nothing to notify of. */
        Optional<Session> connect(Subscriber subscriber);
    }

    /**
     * Serves until closed.
     *
     * @param port 0 picks a free one
     * @throws UncheckedIOException when the address cannot be bound
     */
    public static EthServer start(String bind, int port, Service service, Gate gate) {
        refuseTakenAddress(bind, port);
        WsConfig webSocket = WsConfig.builder().maxFrameLength(MAX_BODY_BYTES).build();
        Http1ConnectionSelector http1 = Http1ConnectionSelector.builder()
                .config(Http1Config.builder().maxHeadersSize(MAX_HEADER_BYTES).build())
                .addUpgrader(WsUpgrader.create(webSocket))
                .build();
        WebServer server = WebServer.builder()
                .host(bind)
                .port(port)
                .maxTcpConnections(MAX_CONNECTIONS)
                .idleConnectionTimeout(IDLE)
                .connectionSelectors(List.of(http1))
                .addProtocol(webSocket)
                .protocolsDiscoverServices(false)
                .featuresDiscoverServices(false)
                .shutdownHook(false)
                .shutdownGracePeriod(SHUTDOWN_GRACE)
                .routing(HttpRouting.builder().any(new EthHandler(service, gate)))
                .addRouting(WsRouting.builder().endpoint("/*", () -> new EthSocket(service, gate)))
                .build();
        server.start();
        if (!server.isRunning()) {
            throw cannotBind(bind, port, new IOException("the server did not start; the log says why"));
        }
        return new EthServer(server);
    }

    /** Helidon reports a taken port in the log alone; this asks before. */
    private static void refuseTakenAddress(String bind, int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getByName(bind), port));
        } catch (IOException e) {
            throw cannotBind(bind, port, e);
        }
    }

    private static UncheckedIOException cannotBind(String bind, int port, IOException cause) {
        return new UncheckedIOException("cannot listen on " + bind + ":" + port + ": " + cause.getMessage(), cause);
    }

    /** The bound port. */
    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
    }
}
