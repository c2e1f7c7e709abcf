package org.alys.actor.supervisor;

import java.time.Instant;
import java.util.Optional;

/**
 * What a supervisor remembers over its own restarts. Written by one incarnation at a time, each of which the runtime starts
 * after the one before has ended, so its writes are seen without locks.
 */
final class Ledger {
    Optional<Instant> began = Optional.empty();
    Optional<Instant> lastFailure = Optional.empty();
    Optional<String> halted = Optional.empty();
    long failures;
    long restarts;
    long groupRestarts;
    long requested;
    long givenUp;
    long escalations;
}
