package org.alys.engine;

import java.util.Set;
import java.util.TreeSet;
import org.alys.evm.payload.Fork;

/** The methods of the Engine API, with version, that a fork needs. Source: execution-apis, shanghai, cancun, prague, osaka. */
public record EngineMethods(String forkchoiceUpdated, String newPayload, String getPayload) {
    public static final String BODIES_BY_HASH = "engine_getPayloadBodiesByHashV1";
    public static final String BODIES_BY_RANGE = "engine_getPayloadBodiesByRangeV1";

    public static EngineMethods of(Fork fork) {
        return switch (fork) {
            case SHANGHAI ->
                new EngineMethods("engine_forkchoiceUpdatedV2", "engine_newPayloadV2", "engine_getPayloadV2");
            case CANCUN ->
                new EngineMethods("engine_forkchoiceUpdatedV3", "engine_newPayloadV3", "engine_getPayloadV3");
            case PRAGUE ->
                new EngineMethods("engine_forkchoiceUpdatedV3", "engine_newPayloadV4", "engine_getPayloadV4");
            case OSAKA -> new EngineMethods("engine_forkchoiceUpdatedV3", "engine_newPayloadV4", "engine_getPayloadV5");
        };
    }

    /** All of them, sorted. */
    public Set<String> all() {
        return new TreeSet<>(Set.of(forkchoiceUpdated, newPayload, getPayload, BODIES_BY_HASH, BODIES_BY_RANGE));
    }

    /** Those that a client with these capabilities lacks, sorted. */
    public Set<String> missingFrom(Set<String> capabilities) {
        Set<String> missing = all();
        missing.removeAll(capabilities);
        return missing;
    }
}
