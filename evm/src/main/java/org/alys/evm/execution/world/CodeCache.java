package org.alys.evm.execution.world;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;

/** Analysed code by its hash, least recently used first out. May be shared by several threads and states. */
public final class CodeCache {
    private static final int DEFAULT_BYTES = 32 << 20;

    private final int maxBytes;
    private final LinkedHashMap<Bytes32, ContractCode> byHash = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    /** A cache of 32 MiB. */
    public CodeCache() {
        this(DEFAULT_BYTES);
    }

    /** A cache that keeps at most {@code maxBytes} of code. */
    public CodeCache(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    ContractCode get(Bytes32 hash, Supplier<Bytes> load) {
        synchronized (this) {
            ContractCode known = byHash.get(hash);
            if (known != null) {
                return known;
            }
        }
        byte[] loaded = load.get().toArray();
        return add(new ContractCode(hash, loaded, 0, loaded.length));
    }

    synchronized ContractCode add(ContractCode code) {
        ContractCode known = byHash.putIfAbsent(code.hash(), code);
        if (known != null) {
            return known;
        }
        bytes += code.size();
        while (bytes > maxBytes && byHash.size() > 1) {
            Map.Entry<Bytes32, ContractCode> eldest = byHash.firstEntry();
            bytes -= eldest.getValue().size();
            byHash.remove(eldest.getKey());
        }
        return code;
    }
}
