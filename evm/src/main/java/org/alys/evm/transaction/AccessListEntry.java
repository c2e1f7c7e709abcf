package org.alys.evm.transaction;

import java.util.List;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.UInt256;

/** An account, and slots of it, that a transaction announces to touch (EIP-2930). */
public record AccessListEntry(EvmAddress address, List<UInt256> storageSlots) {
    public AccessListEntry {
        storageSlots = List.copyOf(storageSlots);
    }
}
