package org.alys.bridge;

import org.alys.primitives.Sats;

/**
 * The federation's coins.
 *
 * @param held all unspent outputs that pay the federation
 * @param waiting the part of {@code held} that is not minted, whether it ever will be or not
 */
public record Holdings(Sats held, Sats waiting) {}
