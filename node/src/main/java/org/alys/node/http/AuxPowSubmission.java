package org.alys.node.http;

import java.time.Instant;
import java.util.Optional;
import org.alys.primitives.Bytes32;

/**
 * One submitted proof and what became of it.
 *
 * @param printedHash the candidate's hash as submitted
 * @param parentBlockHash in hash-output byte order; empty when the proof could not be decoded
 */
public record AuxPowSubmission(
        Instant at, Bytes32 printedHash, Optional<Bytes32> parentBlockHash, SubmitAuxBlock outcome) {}
