package org.alys.node.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.Map;

/** What a JSON-RPC method answers. */
sealed interface RpcReply {
    int MISC_ERROR = -1;
    int FORBIDDEN = -2;
    int INVALID_ADDRESS = -5;
    int INVALID_PARAMETER = -8;
    int NOT_CONNECTED = -9;
    int NOT_READY = -10;
    int UNDECODABLE = -22;
    int INVALID_REQUEST = -32600;
    int METHOD_NOT_FOUND = -32601;
    int INVALID_PARAMS = -32602;
    int INTERNAL_ERROR = -32603;
    int PARSE_ERROR = -32700;

    /** Success; {@code headers} go out with the HTTP response of a single call. */
    record Result(JsonNode value, Map<String, String> headers) implements RpcReply {}

    /** An error with its code: Bitcoin's and Namecoin's small negative numbers, or JSON-RPC's own. */
    record Failure(int code, String message) implements RpcReply {}

    static RpcReply of(JsonNode value) {
        return new Result(value, Map.of());
    }

    static RpcReply none() {
        return of(NullNode.getInstance());
    }
}
