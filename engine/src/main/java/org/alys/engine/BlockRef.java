package org.alys.engine;

/** A block of the canonical chain. */
public sealed interface BlockRef {

    /** By its height; 0 is the genesis block. */
    record Height(long value) implements BlockRef {
        public Height {
            if (value < 0) {
                throw new IllegalArgumentException("negative block number " + value);
            }
        }
    }

    /** By its place in the fork choice. */
    enum Tag implements BlockRef {
        LATEST,
        SAFE,
        FINALIZED
    }
}
