package org.alys.node.http;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The node's HTTP port. POST on any path is JSON-RPC; GET serves {@code /health}, {@code /livez}, {@code /readyz},
 * {@code /metrics} and {@code /debug/auxpow/recent}. With credentials configured, all but the two probes need them.
 */
public final class ApiServer implements AutoCloseable {
    private static final Duration SHUTDOWN_GRACE = Duration.ofSeconds(2);

    private final WebServer server;
    private final ExecutorService executor;

    private ApiServer(WebServer server, ExecutorService executor) {
        this.server = server;
        this.executor = executor;
    }

    /**
     * Serves until closed.
     *
     * @param registry what {@code /metrics} shows; counters of calls are added to it, so it serves one server only
     * @throws UncheckedIOException when the address cannot be bound
     */
    public static ApiServer start(
            HttpSettings settings,
            MiningApi mining,
            QueryApi query,
            SyncApi sync,
            HealthApi health,
            PrometheusRegistry registry) {
        refuseTakenAddress(settings);
        List<RpcMethod> methods = new ArrayList<>(new MiningMethods(mining).all());
        methods.addAll(new QueryMethods(query).all());
        methods.addAll(new SyncMethods(sync).all());
        JsonRpc rpc = new JsonRpc(methods, settings.maxDepth(), settings.maxBatch(), registry);
        ExecutorService executor = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("http-", 0).factory());
        RequestHandler handler = new RequestHandler(settings, rpc, new Pages(mining, health, registry), executor);
        WebServer server = WebServer.builder()
                .host(settings.bind())
                .port(settings.port())
                .maxTcpConnections(settings.maxConnections())
                .connectionOptions(TimedSockets.of(settings.requestTimeout()))
                .connectionSelectors(List.of(new HttpSelector(settings.requestTimeout())))
                .protocolsDiscoverServices(false)
                .featuresDiscoverServices(false)
                .directHandlers(directHandlers())
                .shutdownHook(false)
                .shutdownGracePeriod(SHUTDOWN_GRACE)
                .routing(HttpRouting.builder().any(handler))
                .build();
        server.start();
        if (!server.isRunning()) {
            executor.close();
            throw cannotBind(settings, new IOException("the server did not start; the log says why"));
        }
        return new ApiServer(server, executor);
    }

    /** Helidon reports a taken port in the log alone; this asks before. */
    private static void refuseTakenAddress(HttpSettings settings) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getByName(settings.bind()), settings.port()));
        } catch (IOException e) {
            throw cannotBind(settings, e);
        }
    }

    private static UncheckedIOException cannotBind(HttpSettings settings, IOException cause) {
        return new UncheckedIOException(
                "cannot listen on " + settings.bind() + ":" + settings.port() + ": " + cause.getMessage(), cause);
    }

    /** The bound port. */
    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
        executor.shutdownNow();
    }

    /** Errors found before a request reaches the handler say what they are and nothing else. */
    private static DirectHandlers directHandlers() {
        DirectHandlers.Builder handlers = DirectHandlers.builder();
        for (DirectHandler.EventType type : DirectHandler.EventType.values()) {
            handlers.addHandler(type, (request, event, status, headers, message) -> {
                HttpAnswer answer = HttpAnswer.error(status.code(), status.reasonPhrase());
                return DirectHandler.TransportResponse.builder()
                        .status(status)
                        .headers(headers)
                        .header(HeaderNames.CONTENT_TYPE, answer.contentType())
                        .keepAlive(false)
                        .entity(answer.body().toArray())
                        .build();
            });
        }
        return handlers.build();
    }
}
