package org.alys.bitcoin.regtest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.alys.bitcoin.rpc.RpcCredentials;

/** Calls methods by name and shows answers as they are. */
final class RawRpc implements AutoCloseable {
    static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI uri;
    private final String authorization;

    RawRpc(URI uri, RpcCredentials credentials) throws IOException {
        this.uri = uri;
        this.authorization = credentials.authorization();
    }

    /** The result, or the error object. */
    JsonNode call(String method, Object... params) {
        return answer("/", method, params);
    }

    /** As {@link #call}, for a wallet. */
    JsonNode wallet(String name, String method, Object... params) {
        return answer("/wallet/" + name, method, params);
    }

    private JsonNode answer(String path, String method, Object... params) {
        ObjectNode request =
                JSON.createObjectNode().put("jsonrpc", "1.0").put("id", 1).put("method", method);
        request.set("params", JSON.valueToTree(params));
        try {
            JsonNode reply =
                    JSON.readTree(post(path, request.toString(), authorization).body());
            return reply.path("error").isObject() ? reply.get("error") : reply.get("result");
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON", e);
        }
    }

    HttpResponse<String> post(String body) {
        return post("/", body, authorization);
    }

    HttpResponse<String> post(String path, String body, String authorizedBy) {
        try {
            HttpRequest request = HttpRequest.newBuilder(uri.resolve(path))
                    .header("Authorization", authorizedBy)
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError("no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    HttpResponse<String> get() throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(uri)
                        .header("Authorization", authorization)
                        .GET()
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    static boolean isError(JsonNode answer) {
        return answer.isObject() && answer.path("code").isInt() && answer.has("message") && answer.size() == 2;
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
