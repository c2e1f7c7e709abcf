package org.alys.storage;

import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;

/** A block of the final chain as it was stored. */
public record StoredBlock(long height, Bytes32 root, Bytes bytes) {}
