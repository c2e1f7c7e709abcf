package org.alys.evm.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.alys.evm.chain.ChainReader;
import org.alys.evm.chain.TestExecution;
import org.alys.evm.interpreter.ExecutionStoppedException;
import org.alys.evm.interpreter.StopSignal;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Methods that read much end when their time is over, which here is when so many blocks were read. */
class SearchTimeTest {
    private static final int BLOCKS = 8;
    private static final int IN_TIME = 5;

    private final Hourglass hourglass = new Hourglass();
    private final TestRpc rpc =
            new TestRpc(TestExecution.genesis(), RpcLimits.STANDARD, hourglass, hourglass::countingReads);

    @BeforeEach
    void someBlocks() {
        for (int i = 0; i < BLOCKS; i++) {
            rpc.extend(2, TestExecution.FEE_RECIPIENT);
        }
    }

    @AfterEach
    void close() {
        rpc.close();
    }

    @Test
    void logsOfALongRange() {
        assertCutOff(rpc.error("eth_getLogs", "[{\"fromBlock\":\"0x0\",\"toBlock\":\"latest\"}]"));
    }

    @Test
    void logsOfAFilter() {
        String id = rpc.result("eth_newFilter", "[{\"fromBlock\":\"0x0\"}]").asText();
        assertCutOff(rpc.error("eth_getFilterLogs", "[\"" + id + "\"]"));
    }

    @Test
    void feesOfManyBlocks() {
        assertCutOff(rpc.error("eth_feeHistory", "[\"0x400\",\"latest\",[50]]"));
    }

    @Test
    void withTimeLeftTheyAnswer() {
        hourglass.reads = Integer.MIN_VALUE;
        assertThat(rpc.result("eth_getLogs", "[{\"fromBlock\":\"0x0\"}]")).isEmpty();
        assertThat(rpc.result("eth_feeHistory", "[\"0x400\",\"latest\",[50]]").path("reward"))
                .hasSize(BLOCKS + 1);
        assertThat(hourglass.rings).as("alarms that were not taken back").isEmpty();
    }

    @Test
    void proofsOfManySlots() {
        StopSignal stop = new StopSignal();
        List<JsonNode> keys = new ArrayList<>();
        for (int slot = 0; slot < IN_TIME + 2; slot++) {
            keys.add(EthJson.JSON.textNode("0x" + slot));
        }
        int[] proven = {0};
        ProofMethods proofs = new ProofMethods(
                rpc.execution.chain(),
                (hash, address, slots, betweenSlots) -> rpc.execution
                        .chain()
                        .states()
                        .proof(hash, address, slots, () -> {
                            if (proven[0]++ == IN_TIME) {
                                stop.raise();
                            }
                            betweenSlots.run();
                        }));
        Params params = new Params(EthJson.JSON
                .arrayNode()
                .add(TestExecution.TO.toHex0x())
                .add(EthJson.JSON.arrayNode().addAll(keys))
                .add("latest"));
        Assertions.assertThatExceptionOfType(ExecutionStoppedException.class)
                .isThrownBy(() -> proofs.proof(params, stop));
        assertThat(proven[0]).isEqualTo(IN_TIME + 1);
    }

    private void assertCutOff(JsonNode error) {
        assertThat(error.path("code").asInt()).isEqualTo(-32000);
        assertThat(error.path("message").asText()).isEqualTo("execution aborted (timeout = 5s)");
        assertThat(hourglass.reads).as("reads before it ended").isBetween(IN_TIME, IN_TIME + 1);
    }

    /** Time is over when the chain was asked for so many blocks. */
    private static final class Hourglass implements Alarms {
        private final List<Runnable> rings = new ArrayList<>();
        private int reads;

        @Override
        public synchronized Alarm set(Duration after, Runnable ring) {
            rings.add(ring);
            return () -> cancel(ring);
        }

        private synchronized void cancel(Runnable ring) {
            rings.remove(ring);
        }

        private synchronized void read() {
            if (++reads == IN_TIME) {
                rings.forEach(Runnable::run);
            }
        }

        ChainReader countingReads(ChainReader chain) {
            return (ChainReader) Proxy.newProxyInstance(
                    ChainReader.class.getClassLoader(), new Class<?>[] {ChainReader.class}, (_, method, arguments) -> {
                        if (method.getName().equals("blockAt")
                                || method.getName().equals("blockByHash")) {
                            read();
                        }
                        try {
                            return method.invoke(chain, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }

        @Override
        public void close() {}
    }
}
