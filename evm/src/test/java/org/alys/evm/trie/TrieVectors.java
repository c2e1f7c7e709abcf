package org.alys.evm.trie;

import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alys.primitives.Bytes32;
import org.alys.primitives.Hex;

/** The TrieTests of ethereum/tests. */
final class TrieVectors {
    private static final String ARCHIVE = "ethereum-tests.tar.xz";

    private TrieVectors() {}

    /** Puts and removals in their order, and the root after the last. */
    record Vector(String name, List<Step> steps, Bytes32 root) {}

    /** @param value empty to remove the key */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Step(byte[] key, byte[] value) {}

    static List<Vector> of(String file) throws IOException, InterruptedException {
        JsonNode tree = new ObjectMapper().readTree(read(file));
        List<Vector> vectors = new ArrayList<>();
        tree.properties()
                .forEach(entry -> vectors.add(new Vector(
                        entry.getKey(),
                        steps(entry.getValue().path("in")),
                        Bytes32.fromHex(entry.getValue().path("root").asText()))));
        return vectors;
    }

    private static List<Step> steps(JsonNode in) {
        List<Step> steps = new ArrayList<>();
        if (in.isArray()) {
            in.forEach(pair -> steps.add(new Step(
                    bytes(pair.get(0).asText()),
                    pair.get(1).isNull() ? new byte[0] : bytes(pair.get(1).asText()))));
        } else {
            in.properties()
                    .forEach(entry -> steps.add(new Step(
                            bytes(entry.getKey()), bytes(entry.getValue().asText()))));
        }
        return steps;
    }

    private static byte[] bytes(String text) {
        return text.startsWith("0x") ? Hex.decode(text) : text.getBytes(StandardCharsets.UTF_8);
    }

    /** The net effect of the steps. */
    static Map<String, Step> net(List<Step> steps) {
        Map<String, Step> net = new LinkedHashMap<>();
        steps.forEach(step -> net.put(Hex.encode(step.key()), step));
        return net;
    }

    private static byte[] read(String file) throws IOException, InterruptedException {
        Path archive = Optional.ofNullable(System.getenv("ALYS_VECTORS"))
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("alys.root", "")).resolve("../shared/vectors"))
                .resolve(ARCHIVE);
        if (!Files.exists(archive)) {
            String message = "no trie test vectors at " + archive + "; set ALYS_VECTORS";
            abort(message);
        }
        Process tar = new ProcessBuilder("tar", "-xJOf", archive.toString(), "TrieTests/" + file)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        byte[] content = tar.getInputStream().readAllBytes();
        if (tar.waitFor() != 0) {
            throw new IOException("tar could not read " + file + " from " + archive);
        }
        return content;
    }
}
