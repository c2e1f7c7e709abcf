package org.alys.storage.slashing;

import java.security.SecureRandom;
import org.alys.primitives.Bytes32;

/**
 * Whose log a file is, and which of all logs there ever were.
 *
 * @param id drawn at random when the log begins, and the same as long as it goes on; zero in files of releases that gave none
 */
record LogHeader(SigningIdentity identity, Bytes32 id) {
    private static final SecureRandom RANDOM = new SecureRandom();

    /** The header of a log that begins now. */
    static LogHeader drawn(SigningIdentity identity) {
        byte[] id = new byte[Bytes32.SIZE];
        RANDOM.nextBytes(id);
        return new LogHeader(identity, Bytes32.of(id));
    }

    /** Itself, or with an id when it has none. */
    LogHeader withId() {
        return id.isZero() ? drawn(identity) : this;
    }
}
