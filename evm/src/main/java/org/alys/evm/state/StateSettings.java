package org.alys.evm.state;

/**
 * How a {@link StateDatabase} behaves.
 *
 * @param retainedBlocks how many blocks below the highest keep their state, and so how deep a reorganisation can go; at least 1
 * @param archive whether the states of all blocks can be read for ever; fixed when the database is made
 * @param cacheBytes heap memory for what was read or written last
 */
public record StateSettings(int retainedBlocks, boolean archive, long cacheBytes) {
    private static final int STANDARD_RETAINED_BLOCKS = 128;
    private static final long STANDARD_CACHE_BYTES = 32L * 1024 * 1024;

    public StateSettings {
        if (retainedBlocks < 1 || cacheBytes < 0) {
            throw new IllegalArgumentException(
                    "impossible state settings: " + retainedBlocks + " blocks, cache of " + cacheBytes + " B");
        }
    }

    /** 128 blocks, no archive, 32 MiB. */
    public static StateSettings standard() {
        return new StateSettings(STANDARD_RETAINED_BLOCKS, false, STANDARD_CACHE_BYTES);
    }
}
