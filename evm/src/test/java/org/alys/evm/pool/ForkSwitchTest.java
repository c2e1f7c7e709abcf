package org.alys.evm.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.alys.evm.block.Block;
import org.alys.evm.chain.EmbeddedExecution;
import org.alys.evm.chain.ForkchoiceOutcome;
import org.alys.evm.chain.GenesisFile;
import org.alys.evm.chain.ImportResult;
import org.alys.evm.chain.TestExecution;
import org.alys.evm.store.MemoryStore;
import org.alys.evm.transaction.SignedTransaction;
import org.alys.primitives.Bytes32;
import org.alys.primitives.UInt256;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A chain of Prague that becomes Osaka, where no transaction has more than 2^24 gas (EIP-7825), while such ones wait. */
class ForkSwitchTest {
    private static final long CAP = 1 << 24;
    private static final long OSAKA = 21;
    private static final UInt256 BASE_FEE = UInt256.of(7);

    private final MemoryStore store = new MemoryStore();
    private Instant now = Instant.EPOCH;
    private EmbeddedExecution execution = open();

    private EmbeddedExecution open() {
        return EmbeddedExecution.open(
                store,
                GenesisFile.parse("""
                {"config": {"chainId": 7, "shanghaiTime": 0, "cancunTime": 0, "pragueTime": 0, "osakaTime": %d,
                  "blobSchedule": {"prague": {"target": 0, "max": 0, "baseFeeUpdateFraction": 5007716}}},
                 "timestamp": "0x10", "gasLimit": "0x1c9c380", "difficulty": "0x0", "baseFeePerGas": "0x7",
                 "alloc": {"%s": {"balance": "%s"}, "%s": {"balance": "%s"}}}
                """.formatted(
                                OSAKA,
                                TestExecution.address(0).toHex0x(),
                                TestExecution.RICH,
                                TestExecution.address(1).toHex0x(),
                                TestExecution.RICH)),
                EmbeddedExecution.Settings.standard(),
                () -> now);
    }

    @AfterEach
    void close() {
        execution.close();
    }

    private static SignedTransaction withGas(int account, long nonce, long gas) {
        return TestExecution.draft(nonce, 3).gasLimit(gas).sign(TestExecution.key(account));
    }

    private TransactionPool pool() {
        return execution.pool();
    }

    private int journaled() {
        return store.size(LocalJournal.COLUMN);
    }

    private Block build(long timestamp) {
        Block head = execution.chain().head();
        return execution
                .takeBuild(execution.startBuild(head, TestExecution.attributes(timestamp)))
                .orElseThrow()
                .block();
    }

    private void adopt(Block block) {
        assertThat(execution.chain().importBlock(block)).isEqualTo(new ImportResult.Valid());
        assertThat(execution.chain().forkchoice(block.hash(), Bytes32.ZERO, Bytes32.ZERO))
                .isEqualTo(new ForkchoiceOutcome.Applied());
    }

    private void assertAccepted(SignedTransaction signed) {
        assertThat(pool().submitLocal(signed.encoded())).isInstanceOf(Submission.Accepted.class);
    }

    private void assertRefused(SignedTransaction signed) {
        assertThat(pool().submitLocal(signed.encoded()))
                .isInstanceOfSatisfying(
                        Submission.Refused.class,
                        refused -> assertThat(refused.reason().message())
                                .startsWith("transaction gas limit too high: cap 16777216, tx 16777217"));
    }

    @Test
    void whatTheNextBlockForbidsLeavesWithTheLastBlockBeforeIt() {
        adopt(build(18));
        Block lastOfPrague = build(20);
        SignedTransaction tooLarge = withGas(0, 0, CAP + 1);
        SignedTransaction behindIt = withGas(0, 1, CAP);
        SignedTransaction ofAnother = withGas(1, 0, CAP);
        List.of(tooLarge, behindIt, ofAnother).forEach(this::assertAccepted);
        assertThat(pool().pendingCount()).isEqualTo(3);

        adopt(lastOfPrague);

        assertThat(pool().find(tooLarge.hash())).isEmpty();
        assertThat(pool().pending(BASE_FEE)).containsExactly(ofAnother);
        assertThat(pool().find(behindIt.hash())).as("it may get a predecessor").contains(behindIt);
        assertThat(pool().nextNonce(TestExecution.address(0))).isZero();
        assertThat(journaled()).isEqualTo(2);
        assertRefused(tooLarge);
        assertAccepted(withGas(0, 0, CAP));
        assertThat(build(22).transactions()).contains(withGas(0, 0, CAP));
    }

    @Test
    void whatWasAllowedUntilThenIsInTheLastBlock() {
        adopt(build(18));
        assertAccepted(withGas(0, 0, CAP + 1));
        Block lastOfPrague = build(20);
        assertThat(lastOfPrague.transactions()).containsExactly(withGas(0, 0, CAP + 1));
        adopt(lastOfPrague);
        assertThat(pool().nextNonce(TestExecution.address(0))).isEqualTo(1);
        assertThat(journaled()).isZero();
    }

    @Test
    void timeAloneBeginsTheNewRules() {
        SignedTransaction tooLarge = withGas(0, 0, CAP + 1);
        assertAccepted(tooLarge);
        now = Instant.ofEpochSecond(OSAKA - 1);
        assertThat(pool().pending(BASE_FEE)).containsExactly(tooLarge);

        long changes = pool().changes();
        now = Instant.ofEpochSecond(OSAKA);
        assertThat(pool().pending(BASE_FEE)).isEmpty();
        assertThat(pool().find(tooLarge.hash())).isEmpty();
        assertThat(pool().changes()).isGreaterThan(changes);
        assertThat(journaled()).isZero();
    }

    @Test
    void whatIsHandedInForABlockOfTheNewRulesIsJudgedByThem() {
        now = Instant.ofEpochSecond(OSAKA);
        assertRefused(withGas(0, 0, CAP + 1));
        assertAccepted(withGas(0, 0, CAP));
    }

    @Test
    void theJournalForgetsWhatBecameForbiddenWhileTheProcessWasDown() {
        assertAccepted(withGas(0, 0, CAP + 1));
        assertAccepted(withGas(1, 0, CAP));
        assertThat(journaled()).isEqualTo(2);
        execution.close();
        now = Instant.ofEpochSecond(OSAKA);
        execution = open();
        assertThat(pool().pending(BASE_FEE)).containsExactly(withGas(1, 0, CAP));
        assertThat(journaled()).isEqualTo(1);
    }
}
