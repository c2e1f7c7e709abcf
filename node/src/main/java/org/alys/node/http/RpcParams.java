package org.alys.node.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Positional parameters. A bare value counts as one parameter, as the predecessor's clients send it. */
record RpcParams(List<JsonNode> values) {
    /** Empty when the parameters are named, which no method here takes. */
    static Optional<RpcParams> of(JsonNode node) {
        List<JsonNode> values = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(values::add);
        } else if (node.isObject()) {
            return node.isEmpty() ? Optional.of(new RpcParams(List.of())) : Optional.empty();
        } else if (!node.isNull() && !node.isMissingNode()) {
            values.add(node);
        }
        return Optional.of(new RpcParams(List.copyOf(values)));
    }

    int size() {
        return values.size();
    }

    Optional<String> text(int index) {
        return index < values.size() && values.get(index).isTextual()
                ? Optional.of(values.get(index).textValue())
                : Optional.empty();
    }

    /** A JSON integer, or a string of decimal digits, that fits in a long. */
    OptionalLong integer(int index) {
        if (index >= values.size()) {
            return OptionalLong.empty();
        }
        JsonNode value = values.get(index);
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return OptionalLong.of(value.longValue());
        }
        return value.isTextual() && value.textValue().matches("[0-9]{1,18}")
                ? OptionalLong.of(Long.parseLong(value.textValue()))
                : OptionalLong.empty();
    }
}
