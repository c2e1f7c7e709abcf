package org.alys.evm.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.alys.evm.block.Block;
import org.alys.evm.block.BlockHeader;
import org.alys.evm.block.HeadChange;
import org.alys.evm.block.HeaderCodec;
import org.alys.evm.payload.ExecutionPayload;
import org.alys.evm.payload.Withdrawal;
import org.alys.evm.pool.PoolLimits;
import org.alys.evm.store.MemoryStore;
import org.alys.evm.transaction.SignedTransaction;
import org.alys.primitives.Bytes32;
import org.alys.primitives.UInt256;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EmbeddedChainTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);
    private static final Bytes32 NOWHERE = Bytes32.fromHex("77".repeat(32));

    private final MemoryStore store = new MemoryStore();
    private TestExecution test = open();

    private TestExecution open() {
        return new TestExecution(store, PoolLimits.standard(), CLOCK);
    }

    @AfterEach
    void close() {
        test.close();
    }

    private Block genesis() {
        return test.chain().blockAt(0).orElseThrow();
    }

    private SignedTransaction submitted(int account, long nonce, long feeGwei) {
        SignedTransaction signed = TestExecution.payment(account, nonce, feeGwei);
        test.execution.pool().submit(signed.encoded());
        return signed;
    }

    @Test
    void executesWhatThePoolHolds() {
        SignedTransaction signed = submitted(0, 0, 3);
        Block block = test.extend(genesis());

        assertThat(block.transactions()).containsExactly(signed);
        assertThat(test.place(signed)).contains(new ChainReader.TransactionPlace(block, 0));
        assertThat(test.chain().receipts(block.hash()).orElseThrow())
                .singleElement()
                .satisfies(receipt -> assertThat(receipt.gasUsed()).isEqualTo(21_000));
        assertThat(test.chain()
                        .stateAfter(block)
                        .orElseThrow()
                        .account(TestExecution.TO)
                        .orElseThrow()
                        .balance())
                .isEqualTo(UInt256.ONE);
    }

    @Test
    void buildsTheSameBlockFromTheSame() {
        for (int account = 0; account < 3; account++) {
            submitted(account, 0, 3 + account);
            submitted(account, 1, 9);
        }
        BlockBuilder builder = new BlockBuilder(test.chain(), BuilderSettings.standard());
        List<SignedTransaction> candidates = test.execution.pool().pending(UInt256.of(7));
        BuildAttributes attributes = TestExecution.attributes(20, new Withdrawal(0, 0, TestExecution.TO, 5));
        BuiltBlock one = builder.build(genesis(), attributes, candidates);
        BuiltBlock two = builder.build(genesis(), attributes, candidates);
        assertThat(one.block()).isEqualTo(two.block());
        assertThat(one.block().transactions()).isEqualTo(candidates).hasSize(6);
        assertThat(one.value()).isEqualTo(two.value());
    }

    @Test
    void leavesOutWhatCannotRunAndGoesOn() {
        BlockBuilder builder = new BlockBuilder(test.chain(), BuilderSettings.standard());
        SignedTransaction gap = TestExecution.payment(0, 5, 9);
        SignedTransaction behindIt = TestExecution.payment(0, 0, 9);
        SignedTransaction good = TestExecution.payment(1, 0, 3);
        SignedTransaction tooMuchGas =
                TestExecution.draft(0, 3).gasLimit(40_000_000).sign(TestExecution.key(2));
        Block block = builder.build(genesis(), TestExecution.attributes(20), List.of(gap, behindIt, tooMuchGas, good))
                .block();
        assertThat(block.transactions()).containsExactly(good);
    }

    @Test
    void improvesABuildUntilItIsTaken() {
        var id = test.execution.startBuild(genesis(), TestExecution.attributes(20));
        SignedTransaction late = submitted(0, 0, 3);
        Block taken = test.execution.takeBuild(id).orElseThrow().block();
        submitted(1, 0, 3);
        assertThat(taken.transactions()).containsExactly(late);
        assertThat(test.execution.takeBuild(id).orElseThrow().block()).isEqualTo(taken);
    }

    @Test
    void movesTheIndexWithTheHead() {
        SignedTransaction signed = submitted(0, 0, 3);
        Block left = test.extend(genesis());
        List<HeadChange> changes = new ArrayList<>();
        test.chain().onHeadChange(changes::add);
        test.follow(genesis());
        Block right = test.adopt(test.build(genesis(), 3).block());

        assertThat(test.place(signed)).contains(new ChainReader.TransactionPlace(right, 0));
        assertThat(test.chain().isCanonical(left)).isFalse();
        assertThat(test.chain().blockByHash(left.hash())).contains(left);
        test.follow(left);
        assertThat(test.place(signed)).contains(new ChainReader.TransactionPlace(left, 0));
        assertThat(changes)
                .containsExactly(
                        new HeadChange(List.of(left), List.of()),
                        new HeadChange(List.of(), List.of(right)),
                        new HeadChange(List.of(right), List.of(left)));
    }

    @Test
    void remembersThatAnAncestorIsInvalid() {
        Block good = test.build(genesis(), 2).block();
        Block bad = withStateRoot(good, NOWHERE);
        assertThat(test.chain().importBlock(bad))
                .isEqualTo(new ImportResult.Invalid(
                        Optional.of(genesis().hash()),
                        new BlockProblem.WrongStateRoot(NOWHERE, good.header().stateRoot())));
        Block child = onParent(good, bad);
        assertThat(test.chain().importBlock(child))
                .isEqualTo(new ImportResult.Invalid(
                        Optional.of(genesis().hash()), new BlockProblem.InvalidAncestor(bad.hash())));
        assertThat(test.chain().forkchoice(child.hash(), Bytes32.ZERO, Bytes32.ZERO))
                .isInstanceOf(ForkchoiceOutcome.InvalidHead.class);
        assertThat(test.chain().head()).isEqualTo(genesis());
    }

    @Test
    void aBodyOfAnotherHeaderDoesNotMakeItsHashInvalid() {
        submitted(0, 0, 3);
        Block good = test.build(genesis(), 2).block();
        Block stripped = new Block(good.hash(), good.header(), List.of(), List.of());
        assertThat(test.chain().importBlock(stripped)).isInstanceOf(ImportResult.Invalid.class);
        test.adopt(good);
    }

    @Test
    void refusesAPayloadWithAnotherHash() {
        Block block = test.build(genesis(), 2).block();
        ExecutionPayload payload = PayloadConversion.toPayload(
                new Block(NOWHERE, block.header(), List.of(), List.of()),
                test.chain().forkAt(0),
                List.of());
        assertThat(test.execution.newPayload(payload, Bytes32.ZERO))
                .isEqualTo(new ImportResult.Invalid(
                        Optional.empty(), new BlockProblem.WrongBlockHash(NOWHERE, block.hash())));
    }

    @Test
    void waitsForUnknownParentsAndHeads() {
        Block block = test.build(genesis(), 2).block();
        Block orphan = onParent(block, new Block(NOWHERE, block.header(), List.of(), List.of()));
        assertThat(test.chain().importBlock(orphan)).isEqualTo(new ImportResult.UnknownParent());
        assertThat(test.chain().forkchoice(orphan.hash(), Bytes32.ZERO, Bytes32.ZERO))
                .isEqualTo(new ForkchoiceOutcome.UnknownHead());
    }

    @Test
    void refusesSafeAndFinalizedOffTheChain() {
        Block left = test.extend(genesis());
        test.follow(genesis());
        Block right = test.adopt(test.build(genesis(), 3).block());
        assertThat(test.chain().forkchoice(right.hash(), left.hash(), Bytes32.ZERO))
                .isInstanceOf(ForkchoiceOutcome.Inconsistent.class);
        assertThat(test.chain().forkchoice(right.hash(), Bytes32.ZERO, NOWHERE))
                .isInstanceOf(ForkchoiceOutcome.Inconsistent.class);
        assertThat(test.chain().head()).isEqualTo(right);
    }

    @Test
    void dropsWhatFinalityContradicts() {
        Block left = test.extend(genesis());
        Block onLeft = test.extend(left);
        test.follow(genesis());
        Block right = test.adopt(test.build(genesis(), 3).block());
        assertThat(test.chain().forkchoice(right.hash(), right.hash(), right.hash()))
                .isEqualTo(new ForkchoiceOutcome.Applied());

        assertThat(test.chain().blockByHash(left.hash())).isEmpty();
        assertThat(test.chain().blockByHash(onLeft.hash())).isEmpty();
        assertThat(test.chain().importBlock(onLeft)).isEqualTo(new ImportResult.UnknownParent());
        assertThat(test.chain().finalized()).contains(right);
    }

    @Test
    void opensAgainWhereItWas() {
        SignedTransaction signed = submitted(0, 0, 3);
        Block one = test.extend(genesis());
        Block two = test.extend(one);
        Block executedOnly = test.build(two, 2).block();
        test.chain().importBlock(executedOnly);
        test.chain().forkchoice(two.hash(), one.hash(), genesis().hash());
        test.close();
        test = open();

        assertThat(test.chain().head()).isEqualTo(two);
        assertThat(test.chain().safe()).contains(one);
        assertThat(test.chain().finalized()).contains(genesis());
        assertThat(test.place(signed)).contains(new ChainReader.TransactionPlace(one, 0));
        test.follow(executedOnly);
        test.extend(executedOnly);
    }

    @Test
    void movesTheGasLimitWithinItsBounds() {
        BuilderSettings low =
                new BuilderSettings(5_000, BuilderSettings.standard().extraData());
        Block block = new BlockBuilder(test.chain(), low)
                .build(genesis(), TestExecution.attributes(20), List.of())
                .block();
        assertThat(block.header().gasLimit()).isEqualTo(30_000_000 - 30_000_000 / 1024 + 1);
        test.adopt(block);
    }

    private static Block withStateRoot(Block block, Bytes32 stateRoot) {
        return changed(
                block, block.header().parentHash(), stateRoot, block.header().number());
    }

    private static Block onParent(Block block, Block parent) {
        return changed(
                block,
                parent.hash(),
                block.header().stateRoot(),
                parent.header().number() + 1);
    }

    private static Block changed(Block block, Bytes32 parent, Bytes32 stateRoot, long number) {
        BlockHeader h = block.header();
        BlockHeader header = new BlockHeader(
                parent,
                h.feeRecipient(),
                stateRoot,
                h.transactionsRoot(),
                h.receiptsRoot(),
                h.logsBloom(),
                number,
                h.gasLimit(),
                h.gasUsed(),
                h.timestamp(),
                h.extraData(),
                h.prevRandao(),
                h.baseFeePerGas(),
                h.withdrawalsRoot(),
                h.blobGasUsed(),
                h.excessBlobGas(),
                h.parentBeaconBlockRoot(),
                h.requestsHash());
        return new Block(HeaderCodec.hash(header), header, block.transactions(), block.withdrawals());
    }
}
