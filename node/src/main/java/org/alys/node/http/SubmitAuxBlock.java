package org.alys.node.http;

/** The answer to {@code submitauxblock}. */
public sealed interface SubmitAuxBlock {
    /** The proof is valid and stored: {@code true}. */
    record Accepted() implements SubmitAuxBlock {}

    /**
     * The proof breaks a rule: {@code false}.
     *
     * @param reason the rule's stable name
     * @param facts what was expected and what was found, in a sentence
     */
    record Rejected(String reason, String facts) implements SubmitAuxBlock {}

    /** No template with this hash is outstanding: code -8. */
    record UnknownHash() implements SubmitAuxBlock {}

    /** The bytes are not an AuxPoW: code -22. */
    record Undecodable(String problem) implements SubmitAuxBlock {}

    /** The node has no peers, no execution layer or no Bitcoin node: code -9. */
    record NotConnected(String reason) implements SubmitAuxBlock {}

    /** The node is behind and cannot judge: code -10. */
    record NotReady(String reason) implements SubmitAuxBlock {}
}
