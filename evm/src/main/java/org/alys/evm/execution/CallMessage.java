package org.alys.evm.execution;

import java.util.List;
import java.util.Optional;
import org.alys.evm.transaction.AccessListEntry;
import org.alys.evm.transaction.Authorization;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.UInt256;

/**
 * A message to run as a transaction would be, without a signature and without paying: eth_call and gas estimation.
 *
 * @param to empty creates a contract
 * @param value in wei; the sender must have it
 * @param gasPrice in wei; what GASPRICE gives, not paid
 */
public record CallMessage(
        EvmAddress from,
        Optional<EvmAddress> to,
        long gasLimit,
        UInt256 gasPrice,
        UInt256 value,
        Bytes data,
        List<AccessListEntry> accessList,
        List<Bytes32> blobVersionedHashes,
        List<Authorization> authorizations) {
    public CallMessage {
        accessList = List.copyOf(accessList);
        blobVersionedHashes = List.copyOf(blobVersionedHashes);
        authorizations = List.copyOf(authorizations);
    }

    /** A plain call for nothing. */
    public static CallMessage of(EvmAddress from, EvmAddress to, Bytes data, long gasLimit) {
        return new CallMessage(
                from, Optional.of(to), gasLimit, UInt256.ZERO, UInt256.ZERO, data, List.of(), List.of(), List.of());
    }
}
