package org.alys.storage;

import org.alys.primitives.Bytes32;

/** A stored block that is not final yet. */
public record TailBlock(long slot, Bytes32 root) {}
