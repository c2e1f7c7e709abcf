package org.alys.evm.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alys.evm.block.Block;
import org.alys.evm.chain.TestExecution;
import org.alys.evm.store.MemoryStore;
import org.alys.evm.transaction.Authorizations;
import org.alys.evm.transaction.SignedTransaction;
import org.alys.evm.transaction.TransactionDraft;
import org.alys.evm.transaction.TransactionType;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.UInt256;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TransactionPoolTest {
    private static final UInt256 BASE_FEE = UInt256.of(7);
    private static final PoolLimits SMALL =
            new PoolLimits(UInt256.of(2_000_000_000), 4, 2, 5, 1 << 20, Duration.ofMinutes(10));

    private Instant now = Instant.EPOCH;
    private final TestExecution test = new TestExecution(new MemoryStore(), SMALL, () -> now);
    private final TransactionPool pool = test.execution.pool();

    @AfterEach
    void close() {
        test.close();
    }

    private static SignedTransaction payment(int account, long nonce, long feeGwei) {
        return TestExecution.payment(account, nonce, feeGwei);
    }

    private Submission submit(SignedTransaction signed) {
        return pool.submit(signed.encoded());
    }

    private void assertRefused(SignedTransaction signed, String beginning) {
        assertThat(submit(signed))
                .isInstanceOfSatisfying(
                        Submission.Refused.class,
                        refused -> assertThat(refused.reason().message()).startsWith(beginning));
    }

    private void assertAccepted(SignedTransaction signed, boolean pending) {
        assertThat(submit(signed))
                .isInstanceOfSatisfying(
                        Submission.Accepted.class,
                        accepted -> assertThat(accepted.pending()).isEqualTo(pending));
    }

    @Test
    void ordersByTipThenByArrivalAndKeepsNonces() {
        SignedTransaction cheapFirst = payment(0, 0, 3);
        SignedTransaction dearBehindIt = payment(0, 1, 90);
        SignedTransaction early = payment(1, 0, 5);
        SignedTransaction late = payment(2, 0, 5);
        List.of(dearBehindIt, cheapFirst, early, late).forEach(this::submit);
        assertThat(pool.pending(BASE_FEE)).containsExactly(early, late, cheapFirst, dearBehindIt);
        assertThat(pool.pending(UInt256.of(4_000_000_000L))).containsExactly(early, late);
    }

    @Test
    void saysWhyItRefuses() {
        test.adopt(minedWith(payment(0, 0, 3)));
        assertRefused(payment(0, 0, 3), "nonce too low");
        assertRefused(TestExecution.draft(1, 3).gasLimit(20_999).sign(TestExecution.key(0)), "intrinsic gas too low");
        assertRefused(
                TestExecution.draft(1, 3).value(TestExecution.RICH).sign(TestExecution.key(0)),
                "insufficient funds for gas * price + value");
        assertRefused(
                TestExecution.draft(1, 3).gasLimit(30_000_001).sign(TestExecution.key(0)), "exceeds block gas limit");
        assertRefused(payment(1, 0, 1), "transaction underpriced");
        assertRefused(
                TestExecution.draft(0, 3)
                        .fees(UInt256.of(4_000_000_000L), UInt256.of(3_000_000_000L))
                        .sign(TestExecution.key(1)),
                "max priority fee per gas higher than max fee per gas");
        assertRefused(
                TransactionDraft.of(TransactionType.DYNAMIC_FEE, UInt256.of(8)).sign(TestExecution.key(1)),
                "invalid chain id for signer");
        assertRefused(
                TransactionDraft.of(TransactionType.BLOB, TestExecution.CHAIN_ID)
                        .to(TestExecution.TO)
                        .blobs(UInt256.ONE, List.of(Bytes32.ZERO))
                        .sign(TestExecution.key(1)),
                "transaction type not supported");
        assertThat(pool.submit(Bytes.fromHex("c0")))
                .isInstanceOfSatisfying(
                        Submission.Refused.class,
                        refused -> assertThat(refused.reason()).isInstanceOf(Rejection.Malformed.class));
        assertThat(pool.submit(Bytes.of(new byte[PoolLimits.MAX_TRANSACTION_BYTES + 1])))
                .isEqualTo(new Submission.Refused(new Rejection.Oversized(PoolLimits.MAX_TRANSACTION_BYTES + 1)));
        assertThat(pool.content()).isEqualTo(new PoolContent(Map.of(), Map.of()));
    }

    private Block minedWith(SignedTransaction signed) {
        assertAccepted(signed, true);
        return test.build(test.chain().head(), 2).block();
    }

    @Test
    void takesAReplacementThatOffersATenthMore() {
        SignedTransaction old = payment(0, 0, 100);
        assertAccepted(old, true);
        assertRefused(old, "already known");
        assertRefused(payment(0, 0, 109), "replacement transaction underpriced");
        SignedTransaction better = payment(0, 0, 110);
        assertThat(submit(better)).isEqualTo(new Submission.Accepted(better, true, Optional.of(old.hash())));
        assertThat(pool.pending(BASE_FEE)).containsExactly(better);
        assertThat(pool.find(old.hash())).isEmpty();
    }

    @Test
    void queuesWhatHasAGapAndAnnouncesItWhenTheGapCloses() {
        List<SignedTransaction> announced = new ArrayList<>();
        pool.onPending(announced::add);
        SignedTransaction second = payment(0, 1, 3);
        assertAccepted(second, false);
        assertThat(pool.nextNonce(TestExecution.address(0))).isZero();
        assertThat(announced).isEmpty();
        SignedTransaction first = payment(0, 0, 3);
        assertAccepted(first, true);
        assertThat(pool.nextNonce(TestExecution.address(0))).isEqualTo(2);
        assertThat(announced).containsExactly(first, second);
    }

    @Test
    void refusesWhatTheBalanceDoesNotCoverTogether() {
        UInt256 most = UInt256.of(TestExecution.RICH
                .toBigInteger()
                .multiply(BigInteger.valueOf(3))
                .shiftRight(2));
        assertAccepted(TestExecution.draft(0, 3).value(most).sign(TestExecution.key(0)), true);
        assertRefused(
                TestExecution.draft(1, 3).value(most).sign(TestExecution.key(0)),
                "insufficient funds for gas * price + value");
    }

    @Test
    void limitsEverySender() {
        for (int nonce = 0; nonce < 4; nonce++) {
            assertAccepted(payment(0, nonce, 3), true);
        }
        assertRefused(payment(0, 4, 3), "account limit exceeded");
        assertAccepted(payment(1, 5, 3), false);
        assertRefused(payment(1, 6, 2), "txpool is full");
    }

    @Test
    void makesRoomByDroppingTheCheapestThatCannotRunAndThenTheCheapest() {
        SignedTransaction gapped = payment(1, 7, 50);
        assertAccepted(gapped, false);
        for (int nonce = 0; nonce < 4; nonce++) {
            assertAccepted(payment(0, nonce, 10 + nonce), true);
        }
        SignedTransaction dear = payment(2, 0, 20);
        assertAccepted(dear, true);
        assertThat(pool.find(gapped.hash())).isEmpty();
        assertRefused(payment(2, 1, 9), "txpool is full");
        assertAccepted(payment(2, 1, 20), true);
        assertThat(pool.find(payment(0, 0, 10).hash())).isEmpty();
        assertThat(pool.pendingCount()).isEqualTo(2);
        assertThat(pool.queuedCount()).isEqualTo(3);
    }

    @Test
    void forgetsWhatCannotRunForTooLong() {
        assertAccepted(payment(0, 1, 3), false);
        assertAccepted(payment(1, 0, 3), true);
        now = now.plus(SMALL.queuedLifetime());
        pool.expire();
        assertThat(pool.queuedCount()).isEqualTo(1);
        now = now.plusMillis(1);
        pool.expire();
        assertThat(pool.queuedCount()).isZero();
        assertThat(pool.pendingCount()).isEqualTo(1);
    }

    @Test
    void lendsADelegatedAccountOneTransactionOnly() {
        assertAccepted(delegation(1, 0, 0), true);
        assertRefused(payment(0, 1, 3), "gapped-nonce tx from delegated accounts");
        assertAccepted(payment(0, 0, 3), true);
        assertAccepted(payment(2, 0, 3), true);
        assertAccepted(payment(2, 1, 3), true);
        assertRefused(delegation(1, 1, 2), "authority already reserved");
    }

    @Test
    void knowsADelegatedAccountByItsCode() {
        assertAccepted(delegation(1, 0, 0), true);
        test.extend(test.chain().head());
        assertRefused(payment(0, 2, 3), "gapped-nonce tx from delegated accounts");
        assertAccepted(payment(0, 1, 3), true);
        test.extend(test.chain().head());
        assertThat(pool.nextNonce(TestExecution.address(0))).isEqualTo(2);
    }

    /** By {@code account}, with the consent of {@code authority}, whose nonce is 0. */
    private static SignedTransaction delegation(int account, long nonce, int authority) {
        return TransactionDraft.of(TransactionType.SET_CODE, TestExecution.CHAIN_ID)
                .nonce(nonce)
                .fees(UInt256.of(3_000_000_000L), UInt256.of(3_000_000_000L))
                .gasLimit(100_000)
                .to(TestExecution.TO)
                .authorizations(
                        List.of(Authorizations.sign(UInt256.ZERO, TestExecution.TO, 0, TestExecution.key(authority))))
                .sign(TestExecution.key(account));
    }

    @Test
    void givesBackWhatAReorganisationTookOut() {
        SignedTransaction signed = payment(0, 0, 3);
        Block genesis = test.chain().head();
        test.adopt(minedWith(signed));
        assertThat(pool.pendingCount()).isZero();
        test.follow(genesis);
        assertThat(pool.pending(BASE_FEE)).containsExactly(signed);
    }
}
