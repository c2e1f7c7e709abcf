package org.alys.evm.chain;

import java.util.List;
import org.alys.evm.payload.Withdrawal;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;

/**
 * What consensus fixes of a block to be built.
 *
 * @param timestamp Unix time in seconds, above the parent's
 * @param parentBeaconBlockRoot not used before Cancun
 */
public record BuildAttributes(
        long timestamp,
        Bytes32 prevRandao,
        EvmAddress feeRecipient,
        List<Withdrawal> withdrawals,
        Bytes32 parentBeaconBlockRoot) {
    public BuildAttributes {
        withdrawals = List.copyOf(withdrawals);
    }
}
