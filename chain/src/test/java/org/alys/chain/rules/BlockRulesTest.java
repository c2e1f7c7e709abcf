package org.alys.chain.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.alys.chain.block.Block;
import org.alys.chain.block.BlockSchema;
import org.alys.chain.block.CertifiedBlock;
import org.alys.chain.block.PegIn;
import org.alys.chain.fixture.BlockBuilder;
import org.alys.chain.fixture.PayloadBuilder;
import org.alys.chain.fixture.SpecBuilder;
import org.alys.chain.money.ExecutionFacts;
import org.alys.chain.money.Payment;
import org.alys.chain.rules.Rejection.PayloadField;
import org.alys.chain.rules.Verdict.Accept;
import org.alys.chain.rules.Verdict.Reject;
import org.alys.evm.payload.ExecutionPayload;
import org.alys.evm.payload.Fork;
import org.alys.evm.payload.Withdrawal;
import org.alys.primitives.Bytes;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Sats;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BlockRulesTest {
    private final TestChain chain = new TestChain().extend(3);
    private final ChainState parent = chain.tip;
    private final Block good = chain.next();

    private BlockBuilder changed() {
        return new BlockBuilder(good);
    }

    private PayloadBuilder payload() {
        ExecutionPayload payload = good.payload();
        return new PayloadBuilder()
                .parentHash(payload.parentHash())
                .number(payload.blockNumber())
                .timestamp(payload.timestamp())
                .prevRandao(payload.prevRandao())
                .feeRecipient(payload.feeRecipient());
    }

    private void assertRejected(BlockBuilder block, Rejection reason) {
        assertThat(chain.judge(block.build())).isEqualTo(new Reject(reason));
    }

    private void assertRejected(PayloadBuilder payload, PayloadField field) {
        assertThat(chain.judge(changed().payload(payload.build()).build()))
                .isInstanceOfSatisfying(
                        Reject.class,
                        reject -> assertThat(reject.reason())
                                .isInstanceOfSatisfying(
                                        Rejection.WrongPayloadField.class,
                                        wrong -> assertThat(wrong.field()).isEqualTo(field)));
    }

    @ParameterizedTest
    @EnumSource
    void acceptsGoodBlockOfEveryFork(Fork fork) {
        TestChain other = new TestChain(new SpecBuilder().fork(fork).build()).extend(2);

        assertThat(other.judge(other.next())).isEqualTo(new Accept());
    }

    @Test
    void acceptsBlockAfterSkippedSlots() {
        assertThat(chain.judge(chain.at(parent.slot() + 7, List.of(), Optional.empty())))
                .isEqualTo(new Accept());
    }

    @Test
    void rejectsForkOfAnotherChain() {
        assertRejected(
                changed().payload(payload().fork(Fork.CANCUN).build()),
                new Rejection.WrongFork(Fork.PRAGUE, Fork.CANCUN));
    }

    @Test
    void rejectsBlockThatStandsOnAnotherParent() {
        assertRejected(
                changed().parentRoot(PayloadBuilder.hash(9)),
                new Rejection.WrongParent(parent.root(), PayloadBuilder.hash(9)));
    }

    @Test
    void rejectsWrongHeight() {
        assertRejected(changed().height(5), new Rejection.WrongHeight(4, 5));
    }

    @Test
    void rejectsSlotNotAboveTheParents() {
        assertRejected(changed().slot(parent.slot()), new Rejection.SlotNotAfterParent(parent.slot(), parent.slot()));
    }

    @Test
    void rejectsSlotMoreThanHalfASecondAhead() {
        chain.clock(chain.rules.spec().slots().start(good.slot()).minusMillis(501));

        assertThat(chain.judge(good)).isEqualTo(new Reject(new Rejection.SlotInFuture(good.slot(), good.slot() - 1)));
    }

    @Test
    void acceptsSlotHalfASecondAhead() {
        chain.clock(chain.rules.spec().slots().start(good.slot()).minusMillis(500));

        assertThat(chain.judge(good)).isEqualTo(new Accept());
    }

    @Test
    void rejectsAbsurdSlotWithoutOverflow() {
        assertThat(chain.judge(changed().slot(Long.MAX_VALUE).build()))
                .isInstanceOfSatisfying(
                        Reject.class, reject -> assertThat(reject.reason()).isInstanceOf(Rejection.SlotInFuture.class));
    }

    @Test
    void rejectsWrongProposer() {
        int turn = good.proposer();

        assertRejected(changed().proposer((turn + 1) % 3), new Rejection.WrongProposer(turn, (turn + 1) % 3));
    }

    @Test
    void rejectsWrongPayloadNumber() {
        assertRejected(payload().number(9), PayloadField.NUMBER);
    }

    @Test
    void rejectsWrongPayloadParent() {
        assertRejected(payload().parentHash(PayloadBuilder.hash(9)), PayloadField.PARENT_HASH);
    }

    @Test
    void rejectsTimestampThatIsNotTheSlots() {
        assertRejected(payload().timestamp(good.payload().timestamp() + 1), PayloadField.TIMESTAMP);
    }

    @Test
    void rejectsWrongRandao() {
        assertRejected(payload().prevRandao(PayloadBuilder.hash(9)), PayloadField.PREV_RANDAO);
    }

    @Test
    void rejectsFeeRecipientOtherThanTheSink() {
        assertRejected(payload().feeRecipient(TestChain.MINER), PayloadField.FEE_RECIPIENT);
    }

    @Test
    void rejectsBlobTransaction() {
        ExecutionPayload blobs = payload()
                .transactions(Bytes.fromHex("02aa"), Bytes.fromHex("03bb"))
                .build();

        assertRejected(changed().payload(blobs), new Rejection.BlobTransaction(1));
    }

    @Test
    void rejectsBlobGas() {
        assertRejected(changed().payload(payload().blobGasUsed(131_072).build()), new Rejection.BlobGasUsed(131_072));
    }

    @Test
    void rejectsBlockThatLeavesNoRoomForItsCertificate() {
        int limit = Block.MAX_BYTES - CertifiedBlock.ENVELOPE_BYTES;

        assertThat(chain.judge(ofSize(limit))).isEqualTo(new Accept());
        assertThat(chain.judge(ofSize(limit + 1))).isEqualTo(new Reject(new Rejection.BlockTooLarge(limit + 1, limit)));
    }

    /** A block whose only transaction fills it up to {@code bytes}. */
    private Block ofSize(int bytes) {
        int offset = 4;
        int rest = bytes - BlockSchema.of(Fork.PRAGUE).block().size(good) - offset;
        return changed()
                .payload(payload().transactions(Bytes.of(new byte[rest])).build())
                .build();
    }

    @Test
    void rejectsPegOutsWhileNoneCanBePaid() {
        assertRejected(changed().pegOutProposals(Bytes.EMPTY), new Rejection.UnexpectedPegOuts(1, 0));
        assertRejected(changed().settledPegOuts(Bytes.EMPTY), new Rejection.UnexpectedPegOuts(0, 1));
    }

    @Test
    void rejectsWithdrawalNobodyIsOwed() {
        Withdrawal gift = new Withdrawal(0, 0, TestChain.MINER, 1);

        assertRejected(
                changed().payload(payload().withdrawals(List.of(gift)).build()),
                new Rejection.WrongWithdrawals(List.of(), List.of(gift)));
    }

    @Test
    void rejectsDepositThatIsListedAndNotMinted() {
        Block minting = chain.next(List.of(BlockBuilder.pegIn(1)), Optional.empty());
        ExecutionPayload empty = payload().build();

        assertRejected(
                new BlockBuilder(minting).payload(empty),
                new Rejection.WrongWithdrawals(minting.payload().withdrawals(), List.of()));
    }

    @Test
    void mintsDepositsInBitcoinOrderAndNumbersWithdrawalsAcrossBlocks() {
        Block first = chain.next(List.of(BlockBuilder.pegIn(1), BlockBuilder.pegIn(2)), Optional.empty());
        chain.extend(first, ExecutionFacts.NONE);
        Block second = chain.next(List.of(BlockBuilder.pegIn(3)), Optional.empty());

        assertThat(chain.judge(second)).isEqualTo(new Accept());
        assertThat(first.payload().withdrawals())
                .extracting(Withdrawal::index, Withdrawal::amountGwei)
                .containsExactly(tuple(0L, 500_000L), tuple(1L, 500_000L));
        assertThat(second.payload().withdrawals()).extracting(Withdrawal::index).containsExactly(2L);
    }

    @Test
    void rejectsDepositsOutOfOrder() {
        Block block = chain.next(List.of(BlockBuilder.pegIn(2), BlockBuilder.pegIn(1)), Optional.empty());

        assertThat(chain.judge(block)).isEqualTo(new Reject(new Rejection.PegInsOutOfOrder(1)));
    }

    @Test
    void rejectsDepositThatIsTwiceInTheBlock() {
        PegIn pegIn = BlockBuilder.pegIn(1);

        assertThat(chain.judge(chain.next(List.of(pegIn, pegIn), Optional.empty())))
                .isEqualTo(new Reject(new Rejection.DuplicatePegIn(pegIn.outPoint())));
    }

    @Test
    void rejectsDepositThatAnAncestorMinted() {
        PegIn pegIn = BlockBuilder.pegIn(1);
        chain.extend(chain.next(List.of(pegIn), Optional.empty()), ExecutionFacts.NONE);

        assertThat(chain.judge(chain.next(List.of(pegIn), Optional.empty())))
                .isEqualTo(new Reject(new Rejection.PegInAlreadyMinted(pegIn.outPoint())));
    }

    @Test
    void rejectsDepositBelowTheMinimum() {
        PegIn small = withAmount(BlockBuilder.pegIn(1), new Sats(9_999));

        assertThat(chain.judge(chain.next(List.of(small), Optional.empty())))
                .isEqualTo(new Reject(
                        new Rejection.PegInBelowMinimum(small.outPoint(), new Sats(9_999), new Sats(10_000))));
    }

    @Test
    void rejectsMoreDepositsThanABlockMints() {
        List<PegIn> many = IntStream.range(0, 17).mapToObj(BlockBuilder::pegIn).toList();

        assertRejected(changed().pegIns(many), new Rejection.TooManyPegIns(17, 16));
    }

    @Test
    void rejectsDepositsBeyondTheRoomThatRefundsLeave() {
        List<PegIn> sixteen =
                IntStream.range(0, 16).mapToObj(BlockBuilder::pegIn).toList();
        chain.owe(List.of(new Payment(TestChain.MINER, 5)));

        assertRejected(changed().pegIns(sixteen), new Rejection.TooManyWithdrawals(17, 16));
    }

    @Test
    void refundsComeBeforeDeposits() {
        chain.owe(List.of(new Payment(TestChain.MINER, 5)));
        Block block = chain.next(List.of(BlockBuilder.pegIn(1)), Optional.empty());

        assertThat(chain.judge(block)).isEqualTo(new Accept());
        assertThat(block.payload().withdrawals())
                .extracting(Withdrawal::amountGwei)
                .containsExactly(5L, 500_000L);
    }

    @Test
    void rejectsDepositThatBitcoinDenies() {
        PegIn pegIn = BlockBuilder.pegIn(1);
        chain.answer(pegIn, new DepositVerdict.Invalid("merkle root differs"));

        assertThat(chain.judge(chain.next(List.of(pegIn), Optional.empty())))
                .isEqualTo(new Reject(new Rejection.InvalidPegIn(pegIn.outPoint(), "merkle root differs")));
    }

    @Test
    void defersUntilAllDepositsAreConfirmed() {
        PegIn first = BlockBuilder.pegIn(1);
        PegIn second = BlockBuilder.pegIn(2);
        chain.answer(first, new DepositVerdict.Waiting());

        assertThat(chain.judge(chain.next(List.of(first, second), Optional.empty())))
                .isEqualTo(new Verdict.Defer(List.of(new Missing.DepositConfirmations(first.outPoint()))));
    }

    @Test
    void aDeniedDepositIsNotHiddenBehindOneThatWaits() {
        PegIn first = BlockBuilder.pegIn(1);
        PegIn second = BlockBuilder.pegIn(2);
        chain.answer(first, new DepositVerdict.Waiting());
        chain.answer(second, new DepositVerdict.Invalid("no such output"));

        assertThat(chain.judge(chain.next(List.of(first, second), Optional.empty())))
                .isInstanceOf(Reject.class);
    }

    @Test
    void ignoresBlockThatCannotReplaceAFinalOne() {
        chain.finalUpTo(4);

        assertThat(chain.judge(good)).isEqualTo(new Verdict.Ignore(new Verdict.Ignored.NotAboveFinal(4, 4)));
    }

    private static PegIn withAmount(PegIn pegIn, Sats amount) {
        return new PegIn(
                pegIn.bitcoinBlock(),
                pegIn.bitcoinHeight(),
                pegIn.transactionIndex(),
                pegIn.outputIndex(),
                pegIn.transaction(),
                pegIn.merkleBranch(),
                amount,
                EvmAddress.ZERO);
    }
}
