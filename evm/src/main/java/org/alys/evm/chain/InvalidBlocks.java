package org.alys.evm.chain;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.alys.primitives.Bytes32;

/** The blocks that broke a rule, the last of them, so that nothing on top of them is waited for. */
final class InvalidBlocks {
    private static final int CAPACITY = 512;

    private final Map<Bytes32, ImportResult.Invalid> byHash = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Bytes32, ImportResult.Invalid> eldest) {
            return size() > CAPACITY;
        }
    };

    void add(Bytes32 hash, ImportResult.Invalid verdict) {
        byHash.put(hash, verdict);
    }

    Optional<ImportResult.Invalid> find(Bytes32 hash) {
        return Optional.ofNullable(byHash.get(hash));
    }
}
