package org.alys.node.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.alys.primitives.Bytes;

/**
 * A whole HTTP response.
 *
 * @param what was asked, for the log
 */
record HttpAnswer(int status, String contentType, Bytes body, Map<String, String> headers, String what) {
    static HttpAnswer json(int status, JsonNode body, String what) {
        return new HttpAnswer(
                status,
                "application/json",
                Bytes.of((body.toString() + "\n").getBytes(StandardCharsets.UTF_8)),
                Map.of(),
                what);
    }

    /** An error outside JSON-RPC. */
    static HttpAnswer error(int status, String message) {
        return json(status, JsonNodeFactory.instance.objectNode().put("error", message), Integer.toString(status));
    }

    /** 204, for a request that wants no answer. */
    static HttpAnswer empty(String what) {
        return new HttpAnswer(204, "", Bytes.EMPTY, Map.of(), what);
    }

    HttpAnswer withHeaders(Map<String, String> headers) {
        return new HttpAnswer(status, contentType, body, headers, what);
    }
}
