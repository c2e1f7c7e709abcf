package org.alys.engine;

import java.util.List;
import org.alys.evm.payload.Withdrawal;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;

/**
 * What consensus demands of a payload to be built (execution-apis: PayloadAttributesV2 and V3).
 *
 * @param timestamp Unix time in seconds, above the parent's
 * @param parentBeaconBlockRoot from Cancun on (EIP-4788); not used before
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
