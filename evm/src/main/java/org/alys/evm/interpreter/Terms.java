package org.alys.evm.interpreter;

import java.util.Optional;
import org.alys.evm.payload.Fork;
import org.alys.evm.precompile.Precompiles;

/**
 * How code is run beyond what the chain says.
 *
 * @param precompiles instead of those of the fork
 * @param stop ends the run
 */
public record Terms(Optional<Precompiles> precompiles, StopSignal stop) {
    /** As in a block. */
    public static final Terms STANDARD = new Terms(Optional.empty(), StopSignal.NEVER);

    Precompiles precompilesOf(Fork fork) {
        return precompiles.orElseGet(() -> Precompiles.of(fork));
    }
}
