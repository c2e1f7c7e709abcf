package org.alys.bridge.pegin;

/**
 * What the chain spec says about deposits.
 *
 * @param startHeight the first Bitcoin block that can hold deposits
 * @param confirmations that a deposit needs to be minted, 1 or more; the block that holds it is the first
 * @param reorgWindow how many of the last blocks can be disconnected, at least {@code confirmations}; the follower's window
 */
public record PegInParameters(int startHeight, int confirmations, int reorgWindow) {
    public PegInParameters {
        if (startHeight < 0 || confirmations < 1 || reorgWindow < confirmations) {
            throw new IllegalArgumentException("start height " + startHeight + ", confirmations " + confirmations
                    + ", reorg window " + reorgWindow + ": want 0 <= start, 1 <= confirmations <= window");
        }
    }
}
