package org.alys.engine;

import java.util.List;
import org.alys.evm.payload.Withdrawal;
import org.alys.primitives.Bytes;

/**
 * What a block contains beside its header (execution-apis: ExecutionPayloadBodyV1).
 *
 * @param transactions each in its EIP-2718 encoding
 */
public record PayloadBody(List<Bytes> transactions, List<Withdrawal> withdrawals) {
    public PayloadBody {
        transactions = List.copyOf(transactions);
        withdrawals = List.copyOf(withdrawals);
    }
}
