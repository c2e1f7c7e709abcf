package org.alys.evm.transaction;

import java.util.List;
import java.util.Optional;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.UInt256;

/**
 * A signed transaction of any type. Fields that the type does not have are zero or empty.
 *
 * @param chainId empty for a legacy transaction without replay protection (EIP-155)
 * @param nonce unsigned
 * @param maxPriorityFeePerGas in wei; the gas price for types 0 and 1
 * @param maxFeePerGas in wei; the gas price for types 0 and 1
 * @param gasLimit unsigned
 * @param to empty creates a contract
 * @param value in wei
 */
public record Transaction(
        TransactionType type,
        Optional<UInt256> chainId,
        long nonce,
        UInt256 maxPriorityFeePerGas,
        UInt256 maxFeePerGas,
        long gasLimit,
        Optional<EvmAddress> to,
        UInt256 value,
        Bytes data,
        List<AccessListEntry> accessList,
        UInt256 maxFeePerBlobGas,
        List<Bytes32> blobVersionedHashes,
        List<Authorization> authorizations,
        Signature signature) {

    public Transaction {
        accessList = List.copyOf(accessList);
        blobVersionedHashes = List.copyOf(blobVersionedHashes);
        authorizations = List.copyOf(authorizations);
    }

    public boolean isContractCreation() {
        return to.isEmpty();
    }
}
