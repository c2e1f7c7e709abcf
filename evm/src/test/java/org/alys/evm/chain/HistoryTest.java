package org.alys.evm.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.alys.evm.block.Block;
import org.alys.evm.execution.SystemContracts;
import org.alys.evm.execution.TransactionExecutor;
import org.alys.evm.pool.PoolLimits;
import org.alys.evm.rpc.EthereumRpc;
import org.alys.evm.rpc.JsonRpc;
import org.alys.evm.rpc.RpcLimits;
import org.alys.evm.state.StateSettings;
import org.alys.evm.store.MemoryStore;
import org.alys.primitives.Bytes32;
import org.alys.primitives.UInt256;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Old bodies and receipts go where that is wanted; how far back the head can go. */
class HistoryTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);
    private static final int STATES = 4;
    private static final int HISTORY = 8;

    private final MemoryStore store = new MemoryStore();
    private final List<Block> blocks = new ArrayList<>();
    private TestExecution test = open(OptionalLong.of(HISTORY));

    private TestExecution open(OptionalLong history) {
        return new TestExecution(
                store, PoolLimits.standard(), CLOCK, new StateSettings(STATES, false, 1 << 20), history);
    }

    @AfterEach
    void close() {
        test.close();
    }

    /** Blocks with a transaction each, from number 1 on. */
    private void extend(int count) {
        if (blocks.isEmpty()) {
            blocks.add(test.chain().head());
        }
        for (int i = 0; i < count; i++) {
            test.execution
                    .pool()
                    .submit(TestExecution.payment(0, blocks.size() - 1, 3).encoded());
            blocks.add(test.extend(blocks.getLast()));
        }
    }

    private ForkchoiceOutcome finalise(int number) {
        return test.chain()
                .forkchoice(
                        blocks.getLast().hash(),
                        Bytes32.ZERO,
                        blocks.get(number).hash());
    }

    private void assertWhole(int number) {
        Block block = blocks.get(number);
        assertThat(test.chain().blockAt(number)).contains(block);
        assertThat(test.chain().receipts(block.hash()).orElseThrow()).hasSameSizeAs(block.transactions());
        block.transactions().forEach(signed -> assertThat(test.place(signed)).isPresent());
    }

    private void assertPruned(int number) {
        Block block = blocks.get(number);
        assertThatExceptionOfType(PrunedHistoryException.class)
                .isThrownBy(() -> test.chain().blockAt(number))
                .withMessageContaining("block " + number + " ");
        assertThatExceptionOfType(PrunedHistoryException.class)
                .isThrownBy(() -> test.chain().blockByHash(block.hash()));
        assertThat(test.chain().header(block.hash())).contains(block.header());
        assertThat(test.chain().hashAt(number)).contains(block.hash());
        assertThat(test.chain().receipts(block.hash())).isEmpty();
        assertThat(test.place(block.transactions().getFirst())).isEmpty();
    }

    private void assertKeptFrom(int first) {
        assertWhole(0);
        for (int number = 1; number < blocks.size(); number++) {
            if (number < first) {
                assertPruned(number);
            } else {
                assertWhole(number);
            }
        }
    }

    @Test
    void keepsTheLastFinalBlocksAndAllAbove() {
        extend(20);
        assertKeptFrom(1);
        finalise(15);
        assertKeptFrom(8);
        extend(1);
        assertThat(test.execution.newPayload(test.execution.payload(blocks.get(20)), Bytes32.ZERO))
                .isEqualTo(new ImportResult.Valid());
        assertThat(test.chain().importBlock(blocks.get(3)))
                .as("a pruned block again")
                .isEqualTo(new ImportResult.Valid());
    }

    @Test
    void goesThroughALongPastInSteps() {
        extend(90);
        finalise(86);
        assertKeptFrom(65);
        finalise(86);
        assertKeptFrom(79);
    }

    @Test
    void staysPrunedAndGoesOnAfterARestart() {
        extend(20);
        finalise(15);
        test.close();
        test = open(OptionalLong.empty());
        assertKeptFrom(8);
        finalise(18);
        assertKeptFrom(8);
        test.close();
        test = open(OptionalLong.of(HISTORY));
        finalise(18);
        assertKeptFrom(11);
    }

    @Test
    void prunesNothingWithoutFinality() {
        extend(20);
        test.follow(blocks.getLast());
        assertKeptFrom(1);
    }

    @Test
    void refusesToKeepLessThanTheStates() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EmbeddedChain.open(
                        new MemoryStore(),
                        TestExecution.genesis(),
                        new StateSettings(STATES, false, 0),
                        OptionalLong.of(STATES)));
    }

    @Test
    void callersAreToldThatHistoryIsPruned() {
        extend(20);
        finalise(15);
        String pruned = "\"code\":4444,\"message\":\"pruned history unavailable: block 7 ";
        assertThat(ask("eth_getBlockByNumber", "[\"0x7\",false]")).contains(pruned);
        assertThat(ask("eth_getBlockByHash", "[\"" + blocks.get(7).hash() + "\",false]"))
                .contains(pruned);
        assertThat(ask("eth_getBlockReceipts", "[\"0x7\"]")).contains(pruned);
        assertThat(ask("eth_getLogs", "[{\"fromBlock\":\"0x7\",\"toBlock\":\"0xa\"}]"))
                .contains(pruned);
        assertThat(ask("eth_getLogs", "[{\"blockHash\":\"" + blocks.get(7).hash() + "\"}]"))
                .contains(pruned);
        assertThat(ask("eth_feeHistory", "[\"0x400\",\"latest\",[50]]")).contains(pruned);
        assertThat(ask("eth_getLogs", "[{\"fromBlock\":\"0x8\"}]")).contains("\"result\":[]");
        assertThat(ask(
                        "eth_getTransactionReceipt",
                        "[\"" + blocks.get(7).transactions().getFirst().hash() + "\"]"))
                .contains("\"result\":null");
        assertThat(ask("eth_getBlockByNumber", "[\"earliest\",false]")).contains("\"number\":\"0x0\"");
    }

    private String ask(String method, String params) {
        TransactionExecutor executor = new TransactionExecutor();
        EthereumRpc.Parts parts = new EthereumRpc.Parts(
                test.chain(),
                test.execution.pool(),
                test.chain().states()::proof,
                executor,
                new SystemContracts(executor, Optional.empty()),
                UInt256.ONE,
                "test");
        try (EthereumRpc ethereum = new EthereumRpc(parts, RpcLimits.STANDARD, CLOCK)) {
            String request = "{\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}";
            byte[] answer = new JsonRpc(ethereum.methods(), RpcLimits.STANDARD, CLOCK)
                    .answer(request.getBytes(StandardCharsets.UTF_8), Optional.empty());
            return new String(answer, StandardCharsets.UTF_8);
        }
    }

    @Test
    void aHeadWhoseStateIsGoneIsTooDeep() {
        extend(20);
        assertThat(test.chain().forkchoice(blocks.get(2).hash(), Bytes32.ZERO, Bytes32.ZERO))
                .isEqualTo(new ForkchoiceOutcome.TooDeep(2, 20));
        assertThat(test.chain().head()).isEqualTo(blocks.getLast());
        test.follow(blocks.get(20 - STATES));
    }

    @Test
    void aHeadBelowTheFinalBlockIsNotFollowed() {
        extend(20);
        finalise(15);
        assertThat(test.chain().forkchoice(blocks.get(2).hash(), Bytes32.ZERO, Bytes32.ZERO))
                .as("pruned")
                .isEqualTo(new ForkchoiceOutcome.Skipped());
        assertThat(test.chain()
                        .forkchoice(
                                blocks.get(12).hash(),
                                blocks.get(9).hash(),
                                blocks.get(8).hash()))
                .isEqualTo(new ForkchoiceOutcome.Skipped());
        assertThat(test.chain().forkchoice(blocks.get(12).hash(), blocks.get(13).hash(), Bytes32.ZERO))
                .isInstanceOf(ForkchoiceOutcome.Inconsistent.class);
        assertThat(test.chain().head()).isEqualTo(blocks.getLast());
        assertThat(test.chain().finalized()).contains(blocks.get(15));
    }
}
