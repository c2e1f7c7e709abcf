package org.alys.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** What came of a call to a node's JSON-RPC. */
sealed interface NodeReply {
    /**
     * The node answered.
     *
     * @param rejectReason why a submitted proof was not taken, as the node's header says
     */
    record Result(JsonNode value, Optional<String> rejectReason) implements NodeReply {}

    /** The node answered with an error. */
    record Refused(int code, String message) implements NodeReply {}

    /** No answer, or none that makes sense; one clause. */
    record Unreachable(String reason) implements NodeReply {}
}
