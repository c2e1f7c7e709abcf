package org.alys.actor.testkit;

import org.jspecify.annotations.Nullable;

/** A run of a {@link Simulation} that did not end as it should. The message names the seed, which replays it. */
public final class SimulationException extends RuntimeException {
    SimulationException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
