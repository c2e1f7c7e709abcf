package org.alys.evm.chain;

import java.nio.charset.StandardCharsets;
import org.alys.primitives.Bytes;

/**
 * What the builder of a block is free to choose.
 *
 * @param gasLimit the limit that blocks move to
 * @param extraData at most 32 bytes
 */
public record BuilderSettings(long gasLimit, Bytes extraData) {
    private static final long STANDARD_GAS_LIMIT = 30_000_000;
    private static final int MAX_EXTRA_DATA = 32;

    public BuilderSettings {
        if (gasLimit < 5_000 || extraData.size() > MAX_EXTRA_DATA) {
            throw new IllegalArgumentException("impossible builder settings: gas limit " + gasLimit + ", "
                    + extraData.size() + " bytes of extra data");
        }
    }

    /** 30 million gas, "alys". */
    public static BuilderSettings standard() {
        return new BuilderSettings(STANDARD_GAS_LIMIT, Bytes.of("alys".getBytes(StandardCharsets.US_ASCII)));
    }
}
