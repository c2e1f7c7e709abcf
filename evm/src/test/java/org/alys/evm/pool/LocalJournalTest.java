package org.alys.evm.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.alys.evm.chain.ChainColumns;
import org.alys.evm.chain.TestExecution;
import org.alys.evm.store.Batch;
import org.alys.evm.store.Durability;
import org.alys.evm.store.MemoryStore;
import org.alys.evm.store.RocksSettings;
import org.alys.evm.store.RocksStore;
import org.alys.evm.transaction.SignedTransaction;
import org.alys.primitives.UInt256;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What this node's own callers handed in waits beyond a restart; of what others know nothing is kept. */
class LocalJournalTest {
    private static final PoolLimits LIMITS =
            new PoolLimits(UInt256.of(2_000_000_000), 4, 2, 5, 1 << 20, Duration.ofMinutes(10));

    private final MemoryStore store = new MemoryStore();
    private Instant now = Instant.EPOCH;
    private TestExecution test = new TestExecution(store, LIMITS, () -> now);

    @AfterEach
    void close() {
        test.close();
    }

    private static SignedTransaction payment(int account, long nonce, long feeGwei) {
        return TestExecution.payment(account, nonce, feeGwei);
    }

    private Submission handIn(SignedTransaction signed) {
        return test.execution.pool().submitLocal(signed.encoded());
    }

    private void restart() {
        test.close();
        test = new TestExecution(store, LIMITS, () -> now);
    }

    private List<SignedTransaction> waiting() {
        return test.execution.pool().pending(UInt256.of(7));
    }

    private int written() {
        return store.size(LocalJournal.COLUMN);
    }

    @Test
    void comesBackInOrderAfterARestart() {
        SignedTransaction second = payment(0, 1, 9);
        SignedTransaction first = payment(0, 0, 3);
        SignedTransaction behindAGap = payment(1, 1, 3);
        SignedTransaction ofOthers = payment(2, 0, 3);
        List.of(second, first, behindAGap).forEach(this::handIn);
        test.execution.pool().submit(ofOthers);
        restart();
        assertThat(waiting()).containsExactly(first, second);
        assertThat(test.execution.pool().find(behindAGap.hash())).contains(behindAGap);
        assertThat(test.execution.pool().find(ofOthers.hash())).isEmpty();
        assertThat(test.execution.pool().localPending()).containsExactlyInAnyOrder(first, second);
    }

    @Test
    void isJournaledToWhenACallerHandsInWhatOthersToldOf() {
        test.execution.pool().submit(payment(0, 0, 3));
        assertThat(handIn(payment(0, 0, 3))).isInstanceOf(Submission.Refused.class);
        restart();
        assertThat(waiting()).containsExactly(payment(0, 0, 3));
    }

    @Test
    void forgetsWhatIsMinedReplacedExpiredOrPushedOut() {
        handIn(payment(0, 0, 3));
        test.extend(test.chain().head());
        assertThat(written()).as("after it was mined").isZero();

        handIn(payment(0, 1, 3));
        handIn(payment(0, 1, 4));
        assertThat(written()).as("with a replacement").isEqualTo(1);
        test.extend(test.chain().head());

        handIn(payment(1, 5, 3));
        now = now.plus(Duration.ofMinutes(11));
        test.execution.pool().expire();
        assertThat(written()).as("after it expired").isZero();

        handIn(payment(0, 2, 3));
        for (long nonce = 0; nonce < 4; nonce++) {
            test.execution.pool().submit(payment(1, nonce, 9));
        }
        test.execution.pool().submit(payment(2, 0, 9));
        assertThat(written()).as("after dearer ones pushed it out").isZero();
    }

    @Test
    void dropsAtTheStartWhatBecameImpossibleWhileTheProcessWasDown() {
        SignedTransaction mined = payment(0, 0, 3);
        SignedTransaction possible = payment(1, 0, 3);
        handIn(mined);
        test.extend(test.chain().head());
        // As if the process had died after the block's write and before the journal's.
        Batch left = new Batch();
        List.of(mined, possible)
                .forEach(signed -> left.put(
                        LocalJournal.COLUMN,
                        signed.hash().toArray(),
                        signed.encoded().toArray()));
        store.write(left, Durability.BUFFERED);
        assertThat(written()).isEqualTo(2);
        restart();
        assertThat(waiting()).containsExactly(payment(1, 0, 3));
        assertThat(written()).isEqualTo(1);
    }

    @Test
    void dropsDamagedEntriesAndGoesOn() {
        handIn(payment(0, 0, 3));
        Batch damage = new Batch()
                .put(LocalJournal.COLUMN, new byte[] {1, 2}, new byte[] {3})
                .put(
                        LocalJournal.COLUMN,
                        new byte[32],
                        payment(1, 0, 3).encoded().toArray())
                .put(LocalJournal.COLUMN, payment(2, 0, 3).hash().toArray(), new byte[0]);
        store.write(damage, Durability.BUFFERED);
        restart();
        assertThat(waiting()).containsExactly(payment(0, 0, 3));
        assertThat(written()).isEqualTo(1);
    }

    @Test
    void aDiskThatFailsCostsTheJournalAlone(@TempDir Path directory) {
        RocksStore failing = RocksStore.open(directory, ChainColumns.all(), RocksSettings.standard());
        failing.close();
        try (TransactionPool pool = new TransactionPool(test.chain(), LIMITS, () -> now, new LocalJournal(failing))) {
            assertThat(pool.submitLocal(payment(0, 0, 3).encoded())).isInstanceOf(Submission.Accepted.class);
            assertThat(pool.submitLocal(payment(0, 0, 4).encoded())).isInstanceOf(Submission.Accepted.class);
            assertThat(pool.pending(UInt256.of(7))).containsExactly(payment(0, 0, 4));
        }
    }
}
