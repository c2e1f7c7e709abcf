package org.alys.storage;

import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;

/** A stored merged-mining proof for the range that ends in the block {@code rangeEnd}. */
public record AuxPowProof(Bytes32 rangeEnd, Bytes proof) {}
