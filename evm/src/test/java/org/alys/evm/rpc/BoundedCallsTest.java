package org.alys.evm.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.alys.evm.chain.TestExecution;
import org.alys.evm.pool.Submission;
import org.junit.jupiter.api.Test;

/** Calls that would never end are ended, and do not hold up the chain. */
class BoundedCallsTest {
    private static final String LOOP = "0xa000000000000000000000000000000000000000";
    /** A loop, and a call of itself without end or loop. */
    private static final String LOOPS = "{\"" + LOOP + "\":{\"code\":\"0x5b5f56\"}}";

    private static final String CALLS_ITSELF =
            "{\"" + LOOP + "\":{\"code\":\"0x" + "5f5f5f5f5f305af150".repeat(2000) + "\"}}";
    /** Gas for hours. */
    private static final long BOTTOMLESS = 1L << 50;

    private static RpcLimits limits(Duration time, int threads, int queue) {
        RpcLimits s = RpcLimits.STANDARD;
        return new RpcLimits(
                s.maxBatch(),
                s.batchTime(),
                s.maxBatchBytes(),
                s.maxDepth(),
                s.maxLogs(),
                s.maxLogBlocks(),
                BOTTOMLESS,
                time,
                threads,
                queue,
                s.maxFilters(),
                s.filterLife(),
                s.maxSubscriptions());
    }

    private static String call(String state) {
        return "[{\"to\":\"" + LOOP + "\"},\"latest\"," + state + "]";
    }

    @Test
    void everyMethodThatRunsCodeIsCutOff() {
        try (TestRpc rpc = new TestRpc(TestExecution.genesis(), limits(Duration.ofMillis(50), 2, 4))) {
            for (String state : List.of(LOOPS, CALLS_ITSELF)) {
                assertThat(rpc.error("eth_call", call(state)).path("message").asText())
                        .isEqualTo("execution aborted (timeout = 50ms)");
            }
            JsonNode estimate = rpc.error(
                    "eth_estimateGas",
                    "[{\"to\":\"" + LOOP + "\",\"gas\":\"0x3ffffffffffff\"},\"latest\"," + LOOPS + "]");
            assertThat(estimate.path("message").asText()).isEqualTo("execution aborted (timeout = 50ms)");
            assertThat(estimate.path("code").asInt()).isEqualTo(-32000);
            assertThat(rpc.error("eth_createAccessList", call(LOOPS))
                            .path("message")
                            .asText())
                    .contains("timeout");
            JsonNode trace = rpc.error(
                    "debug_traceCall",
                    "[{\"to\":\"" + LOOP + "\"},\"latest\",{\"tracer\":\"callTracer\",\"stateOverrides\":" + LOOPS
                            + "}]");
            assertThat(trace.path("message").asText()).isEqualTo("execution timeout");
            JsonNode simulation = rpc.error(
                    "eth_simulateV1",
                    "[{\"blockStateCalls\":[{\"blockOverrides\":{\"gasLimit\":\"0x3ffffffffffff\"},\"stateOverrides\":"
                            + LOOPS + ",\"calls\":[{\"to\":\"" + LOOP + "\"}]}]},\"latest\"]");
            assertThat(simulation.path("code").asInt()).isEqualTo(-32016);
        }
    }

    @Test
    void blocksGoOnAndCallersBeyondTheQueueAreTurnedAway() throws Exception {
        int threads = 2;
        int queue = 3;
        TestRpc rpc = new TestRpc(TestExecution.genesis(), limits(Duration.ofHours(1), threads, queue));
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            ExecutorCompletionService<JsonNode> answers = new ExecutorCompletionService<>(callers);
            for (int i = 0; i < threads + queue + 1; i++) {
                answers.submit(() -> rpc.answer("eth_call", call(LOOPS)));
            }
            assertThat(answers.take().get().path("error").path("code").asInt())
                    .as("the one too many")
                    .isEqualTo(-32005);
            for (long nonce = 0; nonce < 5; nonce++) {
                assertThat(rpc.execution.pool().submit(TestExecution.payment(0, nonce, 2)))
                        .isInstanceOf(Submission.Accepted.class);
                assertThat(rpc.extend(2, TestExecution.FEE_RECIPIENT).transactions())
                        .hasSize(1);
            }
            assertThat(rpc.result("eth_blockNumber", "[]").asText()).isEqualTo("0x5");
            assertThat(answers.poll()).as("a loop that ended").isNull();
            rpc.close();
            for (int i = 0; i < threads + queue; i++) {
                assertThat(answers.take().get().path("error").path("message").asText())
                        .startsWith("execution aborted");
            }
        }
    }
}
