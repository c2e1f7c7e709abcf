package org.alys.bitcoin.auxpow;

/** Which leaf of the tree of auxiliary chains belongs to a chain, so that no work counts twice for it. */
public final class ChainSlot {
    /** The highest tree that a tag can describe (Namecoin, {@code CAuxPow::check}). */
    public static final int MAX_HEIGHT = 30;

    private static final int MULTIPLIER = 1_103_515_245;
    private static final int INCREMENT = 12_345;

    private ChainSlot() {}

    /**
     * The leaf of chain {@code chainId} in a tree of {@code 2^height} leaves, by two steps of a linear congruential
     * generator (Namecoin, {@code CAuxPow::getExpectedIndex}). The sums wrap at 2^32, which changes nothing: the result
     * is taken modulo a power of two that divides it.
     *
     * @param nonce of the tag, unsigned
     * @param height 0 to 30
     */
    public static int indexOf(int nonce, int chainId, int height) {
        if (height < 0 || height > MAX_HEIGHT) {
            throw new IllegalArgumentException("tree height out of range 0 to 30: " + height);
        }
        int random = nonce * MULTIPLIER + INCREMENT;
        random += chainId;
        random = random * MULTIPLIER + INCREMENT;
        return random & ((1 << height) - 1);
    }
}
