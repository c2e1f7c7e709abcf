package org.alys.chain.rules;

import java.util.List;
import org.alys.evm.payload.Withdrawal;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;

/**
 * What the execution layer is asked to build on (execution-apis: PayloadAttributesV2 and V3).
 *
 * @param timestamp Unix time in seconds
 * @param parentBeaconBlockRoot used from Cancun on (EIP-4788)
 */
public record PayloadAttributes(
        long timestamp,
        Bytes32 prevRandao,
        EvmAddress feeRecipient,
        List<Withdrawal> withdrawals,
        Bytes32 parentBeaconBlockRoot) {
    public PayloadAttributes {
        withdrawals = List.copyOf(withdrawals);
    }
}
