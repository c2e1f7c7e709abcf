package org.alys.storage.slashing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.storage.StorageException;
import org.alys.storage.StorageFailure;

/**
 * The JSON document that carries a signing history from one node to another. Every key is required, an unknown key is an
 * error, numbers are integers, hex may have {@code 0x}; at most 64 million characters and one million records.
 *
 * <pre>
 * { "format": "alys-slashing-protection", "version": 1,
 *   "genesisRoot": "0x...", "publicKey": "0x...", "watermarkSlot": 41,
 *   "records": [ { "kind": "NOTARIZE", "fromSlot": 42, "toSlot": 42, "root": "0x..." },
 *                { "kind": "SKIP", "fromSlot": 43, "toSlot": 45, "root": "0x00..." } ] }
 * </pre>
 */
final class Interchange {
    private static final String FORMAT = "alys-slashing-protection";
    private static final int VERSION = 1;
    private static final int MAX_CHARACTERS = 64_000_000;
    private static final int MAX_RECORDS = 1_000_000;
    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(4)
                            .maxStringLength(256)
                            .maxNumberLength(20)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Interchange() {}

    static String write(SigningHistory history) {
        ObjectNode document = JSON.createObjectNode()
                .put("format", FORMAT)
                .put("version", VERSION)
                .put("genesisRoot", history.identity().genesisRoot().toHex0x())
                .put("publicKey", history.identity().publicKey().toHex0x())
                .put("watermarkSlot", history.watermarkSlot());
        ArrayNode records = document.putArray("records");
        for (SignRecord record : history.records()) {
            records.addObject()
                    .put("kind", record.kind().name())
                    .put("fromSlot", record.fromSlot())
                    .put("toSlot", record.toSlot())
                    .put("root", record.root().toHex0x());
        }
        return document.toPrettyString();
    }

    static SigningHistory read(String json) {
        if (json.length() > MAX_CHARACTERS) {
            throw invalid("it has more than " + MAX_CHARACTERS + " characters");
        }
        try {
            return history(JSON.readTree(json));
        } catch (JsonProcessingException e) {
            throw invalid("it is not JSON: " + e.getOriginalMessage());
        } catch (IllegalArgumentException e) {
            throw invalid(String.valueOf(e.getMessage()));
        }
    }

    private static SigningHistory history(JsonNode document) {
        requireKeys(document, List.of("format", "version", "genesisRoot", "publicKey", "watermarkSlot", "records"));
        if (!text(document, "format").equals(FORMAT) || number(document, "version") != VERSION) {
            throw new IllegalArgumentException("it is not " + FORMAT + " version " + VERSION);
        }
        SigningIdentity identity = new SigningIdentity(
                Bytes32.fromHex(text(document, "genesisRoot")), Bytes.fromHex(text(document, "publicKey")));
        return new SigningHistory(identity, number(document, "watermarkSlot"), records(document.get("records")));
    }

    private static List<SignRecord> records(JsonNode array) {
        if (!array.isArray() || array.size() > MAX_RECORDS) {
            throw new IllegalArgumentException("records must be an array of at most " + MAX_RECORDS);
        }
        List<SignRecord> records = new ArrayList<>(array.size());
        for (JsonNode record : array) {
            requireKeys(record, List.of("kind", "fromSlot", "toSlot", "root"));
            records.add(new SignRecord(
                    SignKind.valueOf(text(record, "kind")),
                    number(record, "fromSlot"),
                    number(record, "toSlot"),
                    Bytes32.fromHex(text(record, "root"))));
        }
        return records;
    }

    private static void requireKeys(JsonNode object, List<String> keys) {
        if (!object.isObject() || object.size() != keys.size() || !keys.stream().allMatch(object::has)) {
            throw new IllegalArgumentException("an object must have exactly the keys " + keys);
        }
    }

    private static String text(JsonNode object, String key) {
        JsonNode value = object.get(key);
        if (!value.isTextual()) {
            throw new IllegalArgumentException(key + " must be a string");
        }
        return value.textValue();
    }

    private static long number(JsonNode object, String key) {
        JsonNode value = object.get(key);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new IllegalArgumentException(key + " must be an integer of 64 bits");
        }
        return value.longValue();
    }

    private static StorageException invalid(String detail) {
        return new StorageException(new StorageFailure.InvalidInterchange(detail));
    }
}
