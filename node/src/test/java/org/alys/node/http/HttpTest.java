package org.alys.node.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A running port with a scripted node behind it, and clients to talk to it. */
abstract class HttpTest {
    final ScriptedNode node = new ScriptedNode();
    final PrometheusRegistry registry = new PrometheusRegistry();
    final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ObjectMapper mapper = new ObjectMapper();
    ApiServer server = start(settings());

    HttpSettings settings() {
        return HttpSettings.of("127.0.0.1", 0, Optional.empty());
    }

    private ApiServer start(HttpSettings settings) {
        return ApiServer.start(settings, node, node, node, node, registry);
    }

    @BeforeEach
    void listens() {
        org.assertj.core.api.Assertions.assertThat(server.port()).isPositive();
    }

    @AfterEach
    void stop() {
        server.close();
        client.close();
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    HttpResponse<String> post(String body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri("/")).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(path)));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    JsonNode json(HttpResponse<String> response) throws IOException {
        return mapper.readTree(response.body());
    }

    /** The answer's result to a 1.0 call. */
    JsonNode result(String method, String params) throws IOException, InterruptedException {
        return json(call(method, params)).path("result");
    }

    int errorCode(String method, String params) throws IOException, InterruptedException {
        return json(call(method, params)).path("error").path("code").intValue();
    }

    HttpResponse<String> call(String method, String params) throws IOException, InterruptedException {
        return post("{\"method\":\"" + method + "\",\"params\":" + params + ",\"id\":1}");
    }

    Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), server.port());
    }

    /** Sends {@code request} as it is and reads until the server closes. */
    String raw(String request) throws IOException {
        try (Socket socket = connect()) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
