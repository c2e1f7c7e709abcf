package org.alys.bitcoin.regtest.server;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** A clock that {@code setmocktime} can stop. */
final class MockableClock implements InstantSource {
    private final InstantSource real;
    private volatile Optional<Instant> mocked = Optional.empty();

    MockableClock(InstantSource real) {
        this.real = real;
    }

    @Override
    public Instant instant() {
        return mocked.orElseGet(real::instant);
    }

    long seconds() {
        return instant().getEpochSecond();
    }

    /** Stands still at {@code time}; goes on with the real time when it is empty. */
    void mock(Optional<Instant> time) {
        mocked = time;
    }
}
