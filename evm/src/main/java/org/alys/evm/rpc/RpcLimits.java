package org.alys.evm.rpc;

import java.time.Duration;

/**
 * What one caller may ask for.
 *
 * @param maxBatch calls in one request
 * @param batchTime after which no further call of a batch is begun
 * @param maxBatchBytes of answers to a batch, after which no further call of it is begun
 * @param maxDepth of nesting in a request
 * @param maxLogs that one answer holds
 * @param maxLogBlocks that one log query spans
 * @param callGas that one eth_call may burn, which bounds its time too
 * @param callTime after which a call that can be long is cut off, waiting included
 * @param callThreads how many of them run at a time
 * @param callQueue how many more may wait
 * @param maxFilters open at a time, for all callers
 * @param filterLife after which a filter that nobody polls is removed
 * @param maxSubscriptions of one connection
 */
public record RpcLimits(
        int maxBatch,
        Duration batchTime,
        int maxBatchBytes,
        int maxDepth,
        int maxLogs,
        long maxLogBlocks,
        long callGas,
        Duration callTime,
        int callThreads,
        int callQueue,
        int maxFilters,
        Duration filterLife,
        int maxSubscriptions) {
    public static final RpcLimits STANDARD = new RpcLimits(
            100,
            Duration.ofSeconds(30),
            25_000_000,
            32,
            10_000,
            10_000,
            50_000_000,
            Duration.ofSeconds(5),
            Math.max(2, Runtime.getRuntime().availableProcessors()),
            256,
            1000,
            Duration.ofMinutes(5),
            64);

    public RpcLimits {
        if (maxBatch < 1
                || batchTime.compareTo(Duration.ofMillis(1)) < 0
                || maxBatchBytes < 1
                || maxDepth < 1
                || maxLogs < 1
                || maxLogBlocks < 1
                || callGas < 21_000
                || callTime.compareTo(Duration.ofMillis(1)) < 0
                || callThreads < 1
                || callQueue < 1
                || maxFilters < 0
                || maxSubscriptions < 0) {
            throw new IllegalArgumentException("limits that let nothing through");
        }
    }

    /** The same with other bounds for calls. */
    public RpcLimits withCalls(long gas, Duration time) {
        return new RpcLimits(
                maxBatch,
                batchTime,
                maxBatchBytes,
                maxDepth,
                maxLogs,
                maxLogBlocks,
                gas,
                time,
                callThreads,
                callQueue,
                maxFilters,
                filterLife,
                maxSubscriptions);
    }
}
