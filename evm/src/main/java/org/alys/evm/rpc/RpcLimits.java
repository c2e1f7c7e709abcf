package org.alys.evm.rpc;

import java.time.Duration;

/**
 * What one caller may ask for.
 *
 * @param maxBatch calls in one request
 * @param maxDepth of nesting in a request
 * @param maxLogs that one answer holds
 * @param maxLogBlocks that one log query spans
 * @param callGas that one eth_call may burn, which bounds its time too
 * @param maxFilters open at a time, for all callers
 * @param filterLife after which a filter that nobody polls is removed
 * @param maxSubscriptions of one connection
 */
public record RpcLimits(
        int maxBatch,
        int maxDepth,
        int maxLogs,
        long maxLogBlocks,
        long callGas,
        int maxFilters,
        Duration filterLife,
        int maxSubscriptions) {
    public static final RpcLimits STANDARD =
            new RpcLimits(100, 32, 10_000, 10_000, 50_000_000, 1000, Duration.ofMinutes(5), 64);
}
