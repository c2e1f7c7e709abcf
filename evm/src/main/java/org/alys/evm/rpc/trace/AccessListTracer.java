package org.alys.evm.rpc.trace;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.alys.evm.interpreter.Tracer;
import org.alys.evm.transaction.AccessListEntry;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.UInt256;

/** Collects what an execution touches, as the access list (EIP-2930) that would announce it. */
public final class AccessListTracer implements Tracer {
    private final Set<EvmAddress> free;
    private final Map<EvmAddress, Set<UInt256>> touched = new LinkedHashMap<>();

    /** @param free accounts that are warm anyway: listed only with slots */
    public AccessListTracer(Set<EvmAddress> free) {
        this.free = Set.copyOf(free);
    }

    @Override
    public void accountTouched(EvmAddress address) {
        if (!free.contains(address)) {
            touched.computeIfAbsent(address, _ -> new LinkedHashSet<>());
        }
    }

    @Override
    public void storageTouched(EvmAddress address, UInt256 slot) {
        touched.computeIfAbsent(address, _ -> new LinkedHashSet<>()).add(slot);
    }

    /** In the order in which they were touched first. */
    public List<AccessListEntry> accessList() {
        return touched.entrySet().stream()
                .map(entry -> new AccessListEntry(entry.getKey(), List.copyOf(entry.getValue())))
                .toList();
    }
}
