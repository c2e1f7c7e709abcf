package org.alys.storage;

import java.nio.charset.StandardCharsets;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.Hashes;

/** Distinct roots and bytes for tests. */
public final class Roots {
    public static final Bytes32 GENESIS = root(1_000_000);

    private Roots() {}

    /** The {@code number}-th root: unlike any other, and never zero. */
    public static Bytes32 root(long number) {
        return Bytes32.of(Hashes.sha256(Keys.number(number)));
    }

    public static Bytes bytes(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
