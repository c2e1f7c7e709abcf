package org.alys.evm.trie;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.alys.evm.tool.EthereumTests;
import org.alys.primitives.Bytes32;
import org.alys.primitives.Hex;

/** The TrieTests of ethereum/tests. */
final class TrieVectors {
    private TrieVectors() {}

    /** Puts and removals in their order, and the root after the last. */
    record Vector(String name, List<Step> steps, Bytes32 root) {}

    /** @param value empty to remove the key */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Step(byte[] key, byte[] value) {}

    static List<Vector> of(String file) throws IOException, InterruptedException {
        JsonNode tree = new ObjectMapper()
                .readTree(EthereumTests.directory()
                        .resolve("TrieTests")
                        .resolve(file)
                        .toFile());
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
}
