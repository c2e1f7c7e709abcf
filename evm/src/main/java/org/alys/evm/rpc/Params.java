package org.alys.evm.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.UInt256;

/** The positional parameters of a call. A parameter that is not what it must be is an {@link RpcException}. */
public record Params(JsonNode values) {

    /** The parameter, missing when there is none or it is null. */
    public JsonNode at(int index) {
        JsonNode value = values.path(index);
        return value.isNull() ? values.path(Integer.MAX_VALUE) : value;
    }

    boolean has(int index) {
        return !at(index).isMissingNode();
    }

    /** The parameter; an error when there is none or it is null. */
    public JsonNode required(int index) {
        JsonNode value = at(index);
        if (value.isMissingNode()) {
            throw RpcException.invalidParams("missing value for required argument " + index);
        }
        return value;
    }

    EvmAddress address(int index) {
        return Parse.address(required(index), "argument " + index);
    }

    Bytes32 hash(int index) {
        return Parse.hash(required(index), "argument " + index);
    }

    Bytes data(int index) {
        return Parse.data(required(index), "argument " + index);
    }

    long number(int index) {
        return Parse.number(required(index), "argument " + index);
    }

    UInt256 word(int index) {
        return Parse.word(required(index), "argument " + index);
    }

    boolean flag(int index) {
        return at(index).asBoolean(false);
    }

    /** The block that the parameter names, the latest when it is absent. */
    BlockParam block(int index) {
        return has(index) ? BlockParam.of(at(index), "argument " + index) : BlockParam.Tag.LATEST;
    }

    Optional<JsonNode> object(int index) {
        JsonNode value = at(index);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        if (!value.isObject()) {
            throw RpcException.invalidParams("invalid argument " + index + ": must be an object");
        }
        return Optional.of(value);
    }
}
