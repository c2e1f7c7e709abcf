package org.alys.engine;

import org.alys.primitives.Bytes;

/** Names a running build of a payload: 8 bytes chosen by the execution client. */
public record PayloadId(Bytes value) {
    public static final int SIZE = 8;

    public PayloadId {
        if (value.size() != SIZE) {
            throw new IllegalArgumentException("a payload id has 8 bytes, got " + value.size());
        }
    }

    @Override
    public String toString() {
        return value.toHex0x();
    }
}
