package org.alys.evm.transaction;

/** What came of bytes that should be a transaction. */
public sealed interface ParsedTransaction {
    /** Well-formed, and its signature names a sender. Nothing was checked against a chain or a state. */
    record Accepted(SignedTransaction transaction) implements ParsedTransaction {}

    /** Not a transaction. */
    record Refused(String reason) implements ParsedTransaction {}
}
