package org.alys.evm.tool;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.alys.primitives.Bytes32;

/**
 * What became of a case of a state or blockchain test.
 *
 * @param stateRoot at the end
 * @param error what was expected and what was found; empty when it passed
 */
public record CaseResult(String name, String fork, Bytes32 stateRoot, Optional<String> error) {
    public boolean passed() {
        return error.isEmpty();
    }

    /** One line of JSON: name, fork, pass, stateRoot and, when it failed, error. */
    public String toJson() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("name", name)
                .put("fork", fork)
                .put("pass", passed())
                .put("stateRoot", stateRoot.toHex0x());
        error.ifPresent(reason -> json.put("error", reason));
        return json.toString();
    }
}
