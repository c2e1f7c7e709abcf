package org.alys.engine.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.alys.engine.ExecutionFailedException;
import org.alys.engine.ExecutionFailure;
import org.alys.engine.ExecutionFailure.BadAnswer;
import org.alys.engine.ExecutionFailure.InvalidAttributes;
import org.alys.engine.ExecutionFailure.InvalidForkchoice;
import org.alys.engine.ExecutionFailure.RpcError;
import org.alys.engine.ExecutionFailure.TooDeepReorg;
import org.alys.engine.ExecutionFailure.TooLarge;
import org.alys.engine.ExecutionFailure.UnknownPayload;
import org.alys.engine.ExecutionFailure.UnsupportedFork;

/** Requests and answers of JSON-RPC 2.0 as text, and the meaning of its error codes. */
final class JsonRpc {
    private static final int MAX_DEPTH = 32;
    private static final int MAX_MESSAGE = 400;

    private final ObjectMapper mapper;

    JsonRpc(int maxAnswerBytes) {
        StreamReadConstraints constraints = StreamReadConstraints.builder()
                .maxNestingDepth(MAX_DEPTH)
                .maxStringLength(maxAnswerBytes)
                .maxDocumentLength(maxAnswerBytes)
                .build();
        this.mapper = new ObjectMapper(
                        JsonFactory.builder().streamReadConstraints(constraints).build())
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }

    ArrayNode params() {
        return mapper.createArrayNode();
    }

    byte[] request(long id, String method, ArrayNode params) {
        ObjectNode request = mapper.createObjectNode();
        request.put("jsonrpc", "2.0").put("id", id).put("method", method).set("params", params);
        try {
            return mapper.writeValueAsBytes(request);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of strings and numbers is always JSON", e);
        }
    }

    /** The result in an answer; null is a result. */
    Answer result(long id, String method, byte[] body) {
        JsonNode answer = parse(method, body);
        JsonNode error = answer.path("error");
        if (!error.isMissingNode() && !error.isNull()) {
            throw new ExecutionFailedException(meaning(method, error));
        }
        if (!answer.has("result")) {
            throw bad(method, "neither result nor error");
        }
        if (!answer.path("id").isNumber() || answer.path("id").longValue() != id) {
            throw bad(method, "the id of another request");
        }
        return new Answer(method, "result", answer.get("result"));
    }

    private JsonNode parse(String method, byte[] body) {
        try {
            JsonNode answer = mapper.readTree(body);
            if (!answer.isObject()) {
                throw bad(method, "not a JSON object");
            }
            return answer;
        } catch (JsonProcessingException e) {
            throw bad(method, "not JSON within our limits: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw bad(method, "no text: " + e.getMessage());
        }
    }

    private static ExecutionFailure meaning(String method, JsonNode error) {
        if (!error.path("code").isInt() || !error.path("message").isTextual()) {
            return new BadAnswer(method, "an error without code and message");
        }
        String detail = error.path("data").path("err").asText("");
        String whole = error.path("message").textValue() + (detail.isEmpty() ? "" : ": " + detail);
        String message = printable(whole);
        boolean aboutPayload = method.startsWith("engine_getPayloadV");
        return switch (error.path("code").intValue()) {
            case -38001 -> new UnknownPayload(message);
            // The number that drafts of the Engine API gave to this error; some clients still send it.
            case -32001 -> aboutPayload ? new UnknownPayload(message) : new RpcError(method, -32001, message);
            case -38002 -> new InvalidForkchoice(message);
            case -38003 -> new InvalidAttributes(message);
            case -38004 -> new TooLarge(method, message);
            case -38005 -> new UnsupportedFork(method, message);
            case -38006 -> new TooDeepReorg(message);
            default -> new RpcError(method, error.path("code").intValue(), message);
        };
    }

    /** A client's text goes to logs and terminals: no control characters, and not without end. */
    static String printable(String text) {
        String bounded = text.length() > MAX_MESSAGE ? text.substring(0, MAX_MESSAGE) + "..." : text;
        return bounded.replaceAll("\\p{Cntrl}", " ").strip();
    }

    private static ExecutionFailedException bad(String method, String reason) {
        return new ExecutionFailedException(new BadAnswer(method, reason));
    }
}
