package org.alys.evm.precompile;

import java.util.Optional;

/** A precompiled contract. Pure: the same input gives the same gas and output, and no method changes its input. */
public interface Precompile {
    /**
     * The price of {@code input} in gas, not negative. Saturates: {@link Long#MAX_VALUE} stands for everything that does not fit.
     * Cheap for any input.
     */
    long gas(byte[] input);

    /**
     * The output; empty when the contract refuses the input, which costs the caller all gas of the call. Call it only once the
     * gas is paid: what it computes and allocates is bounded by that. The array is the caller's.
     */
    Optional<byte[]> run(byte[] input);
}
