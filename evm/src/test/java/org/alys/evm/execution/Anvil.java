package org.alys.evm.execution;

import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.alys.evm.payload.Fork;
import org.alys.primitives.Hex;
import org.junit.jupiter.api.Assumptions;

/** Foundry's anvil (revm) in a process of its own, which mines when it is told to. */
final class Anvil implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LISTENING = "Listening on ";

    private final Process process;
    private final URI uri;
    private final HttpClient http = HttpClient.newHttpClient();

    private Anvil(Process process, URI uri) {
        this.process = process;
        this.uri = uri;
    }

    /** A call to be made. */
    record Call(String method, List<Object> params) {
        static Call of(String method, Object... params) {
            return new Call(method, List.of(params));
        }
    }

    /**
     * Starts it on a chain of one fork, with transactions mined in the order in which they come.
     *
     * @param genesis as geth reads it
     */
    static Anvil start(Path genesis, Fork fork, long gasLimit) throws IOException {
        Process process = new ProcessBuilder(
                        program().toString(),
                        "--port",
                        "0",
                        "--hardfork",
                        fork.name().toLowerCase(Locale.ROOT),
                        "--no-mining",
                        "--order",
                        "fifo",
                        "--accounts",
                        "0",
                        "--disable-default-create2-deployer",
                        "--disable-min-priority-fee",
                        "--no-request-size-limit",
                        "--gas-limit",
                        Long.toString(gasLimit),
                        "--init",
                        genesis.toString())
                .redirectErrorStream(true)
                .start();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder all = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            all.append(line).append('\n');
            if (line.startsWith(LISTENING)) {
                Thread.ofVirtual().start(() -> output.lines().forEach(_ -> {}));
                return new Anvil(process, URI.create("http://" + line.substring(LISTENING.length())));
            }
        }
        return fail("anvil did not start: " + all);
    }

    /** The program; skips the test when it is not installed, fails it in CI. */
    private static Path program() throws IOException {
        Path packages = Path.of(System.getProperty("alys.root", "."), ".alys", "anvil", "node_modules", "@foundry-rs");
        if (Files.isDirectory(packages)) {
            try (Stream<Path> found = Files.list(packages)) {
                Optional<Path> program = found.map(
                                directory -> directory.resolve("bin").resolve("anvil"))
                        .filter(Files::isExecutable)
                        .findFirst();
                if (program.isPresent()) {
                    return program.get();
                }
            }
        }
        if ("true".equals(System.getenv("CI"))) {
            return fail("anvil is missing: " + packages);
        }
        return Assumptions.abort("no anvil in " + packages + ": scripts/install-peers");
    }

    /** The result of one call. */
    JsonNode call(String method, Object... params) throws IOException, InterruptedException {
        JsonNode answer = batch(List.of(Call.of(method, params))).getFirst();
        if (!answer.has("result")) {
            return fail(method + ": " + answer);
        }
        return answer.path("result");
    }

    /** The answers, each with a result or an error, in the order of the calls. */
    List<JsonNode> batch(List<Call> calls) throws IOException, InterruptedException {
        ArrayNode batch = JSON.createArrayNode();
        for (int i = 0; i < calls.size(); i++) {
            ObjectNode call = batch.addObject().put("jsonrpc", "2.0").put("id", i);
            call.put("method", calls.get(i).method());
            call.set("params", JSON.valueToTree(calls.get(i).params()));
        }
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(batch)))
                .build();
        Map<Integer, JsonNode> answers = new TreeMap<>();
        JSON.readTree(http.send(request, BodyHandlers.ofByteArray()).body())
                .forEach(answer -> answers.put(answer.path("id").asInt(), answer));
        if (answers.size() != calls.size()) {
            return fail("anvil answered " + answers.size() + " of " + calls.size() + " calls");
        }
        return List.copyOf(answers.values());
    }

    /** All accounts, by address, as in the fixtures of Ethereum. */
    ObjectNode accounts() throws IOException, InterruptedException {
        byte[] packed = Hex.decode(call("anvil_dumpState").asText());
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            ObjectNode accounts = (ObjectNode) JSON.readTree(in).path("accounts");
            accounts.forEach(account -> ((ObjectNode) account)
                    .put("nonce", "0x" + Long.toHexString(account.path("nonce").asLong())));
            return accounts;
        }
    }

    @Override
    public void close() {
        http.close();
        process.destroyForcibly();
    }
}
