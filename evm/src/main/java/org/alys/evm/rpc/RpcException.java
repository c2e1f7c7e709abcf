package org.alys.evm.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A call that gets an error for its answer. Codes are those of JSON-RPC 2.0 and of EIP-1474. */
public final class RpcException extends RuntimeException {
    public static final int PARSE_ERROR = -32700;
    public static final int INVALID_REQUEST = -32600;
    public static final int METHOD_NOT_FOUND = -32601;
    public static final int INVALID_PARAMS = -32602;
    public static final int INTERNAL_ERROR = -32603;
    /** What Ethereum's clients use for all that has no code of its own. */
    public static final int SERVER_ERROR = -32000;

    public static final int RESOURCE_NOT_FOUND = -32001;
    /** As go-ethereum answers what it did not come to. */
    public static final int TIMED_OUT = -32002;
    /** As go-ethereum answers what there was no room for. */
    public static final int RESPONSE_TOO_LARGE = -32003;

    public static final int LIMIT_EXCEEDED = -32005;
    /** History that this node does not keep (execution-apis, EIP-4444). */
    public static final int PRUNED_HISTORY = 4444;
    /** A call or an estimate that the code reverted; the data is what it returned. */
    public static final int REVERTED = 3;

    private final int code;
    private final transient JsonNode data;

    /** An error without data. */
    public RpcException(int code, String message) {
        this(code, message, MissingNode.getInstance());
    }

    /** An error with data for the caller's program. */
    public RpcException(int code, String message, JsonNode data) {
        super(message, null, false, false);
        this.code = code;
        this.data = data;
    }

    public static RpcException invalidParams(String message) {
        return new RpcException(INVALID_PARAMS, message);
    }

    public static RpcException server(String message) {
        return new RpcException(SERVER_ERROR, message);
    }

    int code() {
        return code;
    }

    /** The error object of JSON-RPC. */
    ObjectNode toJson() {
        ObjectNode node =
                JsonNodeFactory.instance.objectNode().put("code", code).put("message", String.valueOf(getMessage()));
        if (!data.isMissingNode()) {
            node.set("data", data);
        }
        return node;
    }
}
