package org.alys.node.wiring;

import java.io.UncheckedIOException;
import java.util.function.Supplier;

/** Starts what listens, so that an operator is told which key to change when an address is taken. */
final class Listening {
    private Listening() {}

    /** @throws StartException HTTP001 when the address of {@code key} cannot be listened on */
    static <S> S at(String key, Supplier<S> server) {
        try {
            return server.get();
        } catch (UncheckedIOException e) {
            throw new StartException("HTTP001", e.getMessage() + "; stop who uses it, or set " + key);
        }
    }
}
