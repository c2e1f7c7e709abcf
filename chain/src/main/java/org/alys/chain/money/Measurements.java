package org.alys.chain.money;

import org.alys.primitives.Sats;
import org.alys.primitives.Wei;

/**
 * What was measured apart from the chain's own books, at the same block.
 *
 * @param held satoshis that the federation's outputs hold on Bitcoin, as its own Bitcoin node counts them
 * @param pegInsWaiting the part of {@code held} from deposits that are not minted at this block, too small ones included
 * @param feeSinkBalance of the fee sink on the execution layer
 * @param bridgeBurns coins that the execution layer shows as burned by the bridge
 */
public record Measurements(Sats held, Sats pegInsWaiting, Wei feeSinkBalance, Wei bridgeBurns) {}
