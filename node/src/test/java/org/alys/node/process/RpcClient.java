package org.alys.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** JSON-RPC 2.0 with a server that is up. */
final class RpcClient implements AutoCloseable {
    private final URI uri;
    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(20))
            .build();

    RpcClient(URI uri) {
        this.uri = uri;
    }

    /** The result; an error fails the test. */
    JsonNode call(String method, Object... params) throws IOException, InterruptedException {
        String request = json.createObjectNode()
                .put("jsonrpc", "2.0")
                .put("id", 1)
                .put("method", method)
                .set("params", json.valueToTree(params))
                .toString();
        JsonNode answer = json.readTree(http.send(
                        HttpRequest.newBuilder(uri)
                                .header("Content-Type", "application/json")
                                .timeout(Duration.ofSeconds(60))
                                .POST(HttpRequest.BodyPublishers.ofString(request))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray())
                .body());
        assertThat(answer.hasNonNull("error")).as("%s: %s", request, answer).isFalse();
        return answer.path("result");
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
