package org.alys.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.alys.node.cli.Alys;

/** {@code alys node} in a JVM of its own. */
final class NodeProcess implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration BUSY = Duration.ofSeconds(60);

    private final Process process;
    private final Path log;
    private final URI uri;
    private final ObjectMapper mapper = new ObjectMapper();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(20))
            .build();

    private NodeProcess(Process process, Path log, URI uri) {
        this.process = process;
        this.log = log;
        this.uri = uri;
    }

    static NodeProcess start(NodeSite site) throws IOException {
        Path log = Files.createTempFile(site.directory(), "node", ".log");
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Alys.class.getName(),
                        "node",
                        "--config",
                        site.config().toString()))
                .directory(site.directory().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("ALYS_"));
        return new NodeProcess(builder.start(), log, URI.create("http://127.0.0.1:" + site.httpPort() + "/"));
    }

    /** Returns when the node answers; fails with its log when it ends instead. */
    void awaitServing(Duration patience) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (tryCall("getsidechaininfo").isEmpty()) {
            assertThat(endsWithin(POLL)).as(() -> "the node ended: " + output()).isFalse();
            assertThat(System.nanoTime())
                    .as(() -> "the node does not serve: " + output())
                    .isLessThan(deadline);
        }
    }

    /** Whether the node ends by itself within {@code time}; this is also how a test lets time pass. */
    boolean endsWithin(Duration time) throws InterruptedException {
        return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    int exitStatus() {
        return process.exitValue();
    }

    /** The whole response to a call without parameters. */
    JsonNode call(String method) throws IOException, InterruptedException {
        return post("{\"method\":\"" + method + "\",\"params\":[],\"id\":1}");
    }

    JsonNode post(String body) throws IOException, InterruptedException {
        return mapper.readTree(send(request("/").POST(HttpRequest.BodyPublishers.ofString(body))));
    }

    JsonNode page(String path) throws IOException, InterruptedException {
        return mapper.readTree(send(request(path)));
    }

    /** The result of a call that a node which serves answers with one; a node that is too busy for that is asked again. */
    JsonNode result(String method, Object... params) throws InterruptedException {
        String call = mapper.createObjectNode()
                .put("id", 1)
                .put("method", method)
                .set("params", mapper.valueToTree(params))
                .toString();
        long deadline = System.nanoTime() + BUSY.toNanos();
        while (true) {
            String said = said(call);
            JsonNode result = parsed(said).path("result");
            if (!result.isMissingNode() && !result.isNull()) {
                return result;
            }
            assertThat(System.nanoTime())
                    .as(() -> call + ": " + said + "; " + output())
                    .isLessThan(deadline);
            assertThat(endsWithin(POLL)).as(() -> "the node ended: " + output()).isFalse();
        }
    }

    private String said(String call) throws InterruptedException {
        try {
            return send(request("/").POST(HttpRequest.BodyPublishers.ofString(call)));
        } catch (IOException e) {
            return "\"" + e + "\"";
        }
    }

    private JsonNode parsed(String said) {
        try {
            return mapper.readTree(said);
        } catch (JsonProcessingException e) {
            throw new AssertionError(said, e);
        }
    }

    /** The result, when the node answers with one. */
    Optional<JsonNode> tryCall(String method) throws InterruptedException {
        try {
            JsonNode result = call(method).path("result");
            return result.isObject() ? Optional.of(result) : Optional.empty();
        } catch (IOException notServing) {
            return Optional.empty();
        }
    }

    /** SIGKILL. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** SIGTERM. */
    void terminate() {
        process.destroy();
    }

    String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return "(" + log + " cannot be read: " + e + ")";
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(uri.resolve(path)).timeout(Duration.ofSeconds(60));
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
    }

    @Override
    public void close() {
        kill();
        http.shutdownNow();
    }
}
