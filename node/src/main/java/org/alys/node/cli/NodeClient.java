package org.alys.node.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.alys.node.http.HttpSettings;

/** A client of a node's HTTP port, for commands. Answers are bounded in size and time. */
final class NodeClient implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final int MAX_ANSWER_BYTES = 4 << 20;

    private final ObjectMapper mapper = new ObjectMapper();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(3))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final URI uri;
    private final Optional<String> authorization;

    NodeClient(URI uri, Optional<HttpSettings.Auth> auth) {
        this.uri = uri;
        this.authorization = auth.map(login -> "Basic "
                + Base64.getEncoder()
                        .encodeToString((login.user() + ":" + login.password()).getBytes(StandardCharsets.UTF_8)));
    }

    URI uri() {
        return uri;
    }

    NodeReply call(String method, String... params) throws InterruptedException {
        ObjectNode request =
                mapper.createObjectNode().put("jsonrpc", "1.0").put("id", 1).put("method", method);
        for (String param : params) {
            request.withArray("params").add(param);
        }
        return exchange(HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofString(request.toString())));
    }

    /** A page, as the result of a call. */
    NodeReply page(String path) throws InterruptedException {
        return exchange(HttpRequest.newBuilder(uri.resolve(path)));
    }

    /** The result; anything else ends the command. */
    JsonNode required(NodeReply reply) {
        return switch (reply) {
            case NodeReply.Result(JsonNode value, Optional<String> _) -> value;
            case NodeReply.Refused(int code, String message) ->
                throw new CommandException(
                        "CLI011",
                        CommandException.FAILED,
                        "the node at " + uri + " answers error " + code + ": " + message);
            case NodeReply.Unreachable(String reason) ->
                throw new CommandException(
                        "CLI010",
                        CommandException.FAILED,
                        "no answer from a node at " + uri + " (" + reason + "): is it running, and is --url right?");
        };
    }

    private NodeReply exchange(HttpRequest.Builder request) throws InterruptedException {
        authorization.ifPresent(value -> request.header("Authorization", value));
        HttpResponse<byte[]> response;
        try {
            response = http.send(
                    request.timeout(TIMEOUT).build(),
                    BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_ANSWER_BYTES));
        } catch (ConnectException _) {
            return new NodeReply.Unreachable("no connection");
        } catch (IOException e) {
            return new NodeReply.Unreachable(String.valueOf(e.getMessage()));
        }
        return response.statusCode() == 401
                ? new NodeReply.Unreachable("it wants a user and a password")
                : read(response);
    }

    private NodeReply read(HttpResponse<byte[]> response) {
        JsonNode body;
        try {
            body = mapper.readTree(response.body());
        } catch (JsonProcessingException _) {
            return new NodeReply.Unreachable("HTTP status " + response.statusCode() + ", the answer is not JSON");
        } catch (IOException e) {
            return new NodeReply.Unreachable(String.valueOf(e.getMessage()));
        }
        JsonNode error = body.path("error");
        if (error.isObject()) {
            return new NodeReply.Refused(
                    error.path("code").asInt(), error.path("message").asText());
        }
        if (error.isTextual()) {
            return new NodeReply.Refused(response.statusCode(), error.textValue());
        }
        JsonNode value = body.has("result") ? body.get("result") : body;
        return new NodeReply.Result(value, response.headers().firstValue("X-Reject-Reason"));
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
