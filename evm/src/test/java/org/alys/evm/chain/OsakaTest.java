package org.alys.evm.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.alys.evm.block.BlobSchedule;
import org.alys.evm.block.Block;
import org.alys.evm.block.BlockCodec;
import org.alys.evm.block.BlockHeader;
import org.alys.evm.block.HeaderCodec;
import org.alys.evm.block.Roots;
import org.alys.evm.execution.TransactionError;
import org.alys.evm.payload.Fork;
import org.alys.evm.pool.Submission;
import org.alys.evm.store.MemoryStore;
import org.alys.evm.transaction.SignedTransaction;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.UInt256;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A chain that goes from Prague to Osaka at its third block. */
class OsakaTest {
    private static final long CAP = 1 << 24;
    private static final int MIB = 1 << 20;

    private static final BuilderSettings ROOMY = new BuilderSettings(200_000_000, Bytes.EMPTY);

    private final EmbeddedExecution execution = EmbeddedExecution.open(
            new MemoryStore(),
            GenesisFile.parse("""
                {"config": {"chainId": 7, "shanghaiTime": 0, "cancunTime": 0, "pragueTime": 0, "osakaTime": 21,
                  "blobSchedule": {"prague": {"target": 0, "max": 0, "baseFeeUpdateFraction": 5007716}}},
                 "timestamp": "0x10", "gasLimit": "0xbebc200", "difficulty": "0x0", "baseFeePerGas": "0x7",
                 "alloc": {"%s": {"balance": "%s"}}}
                """.formatted(TestExecution.address(0).toHex0x(), TestExecution.RICH)),
            EmbeddedExecution.Settings.standard(),
            InstantSource.fixed(Instant.EPOCH));
    private final EmbeddedChain chain = execution.chain();

    @AfterEach
    void close() {
        execution.close();
    }

    private static SignedTransaction withGas(long nonce, long gas) {
        return TestExecution.draft(nonce, 3).gasLimit(gas).sign(TestExecution.key(0));
    }

    private Block extend(SignedTransaction... candidates) {
        Block parent = chain.head();
        Block block = new BlockBuilder(chain, ROOMY)
                .build(parent, TestExecution.attributes(parent.header().timestamp() + 2), List.of(candidates))
                .block();
        assertThat(chain.importBlock(block)).isEqualTo(new ImportResult.Valid());
        assertThat(chain.forkchoice(block.hash(), Bytes32.ZERO, Bytes32.ZERO))
                .isEqualTo(new ForkchoiceOutcome.Applied());
        return block;
    }

    @Test
    void noTransactionHasMoreThan2To24Gas() {
        assertThat(extend(withGas(0, CAP + 1)).transactions()).hasSize(1);
        extend();
        assertThat(chain.forkAt(chain.head().header().timestamp())).isEqualTo(Fork.PRAGUE);
        assertThat(extend(withGas(1, CAP + 1)).transactions()).isEmpty();
        assertThat(chain.forkAt(chain.head().header().timestamp())).isEqualTo(Fork.OSAKA);
        assertThat(execution.pool().submit(withGas(1, CAP + 1)))
                .isInstanceOfSatisfying(
                        Submission.Refused.class,
                        refused -> assertThat(refused.reason().message())
                                .startsWith("transaction gas limit too high: cap 16777216, tx 16777217"));
        assertThat(execution.pool().submit(withGas(1, CAP))).isInstanceOf(Submission.Accepted.class);
        assertThat(extend(withGas(1, CAP)).transactions()).hasSize(1);
    }

    @Test
    void aBlockWithAnotherTransactionIsInvalid() {
        extend();
        extend();
        Block good = extend();
        SignedTransaction transaction = withGas(0, CAP + 1);
        Block bad = with(good, chain.blockByHash(good.header().parentHash()).orElseThrow(), List.of(transaction));
        assertThat(chain.importBlock(bad))
                .isEqualTo(new ImportResult.Invalid(
                        Optional.of(good.header().parentHash()),
                        new BlockProblem.TransactionRefused(0, new TransactionError.GasLimitAboveCap(CAP + 1, CAP))));
    }

    @Test
    void noBlockIsLargerThan8MiB() {
        HeaderRules ofOsaka = new HeaderRules(ChainParameters.of(TestExecution.CHAIN_ID, Fork.OSAKA));
        HeaderRules ofPrague = new HeaderRules(ChainParameters.of(TestExecution.CHAIN_ID, Fork.PRAGUE));
        Block parent = chain.head();
        Block empty = extend();
        List<SignedTransaction> fill = new ArrayList<>(Collections.nCopies(7, large(MIB)));
        int rest = 8 * MIB
                - BlockCodec.encode(with(empty, parent, fill)).length
                - large(0).encoded().size();
        // the list of transactions has a prefix of its own length already, the last one needs one of up to four bytes
        int size = rest;
        while (encoded(empty, parent, fill, size) > 8 * MIB) {
            size--;
        }
        assertThat(encoded(empty, parent, fill, size)).isEqualTo(8 * MIB);
        Block largest = with(empty, parent, plus(fill, size));
        Block tooLarge = with(empty, parent, plus(fill, size + 1));
        assertThat(ofOsaka.problem(largest, parent.header())).isEmpty();
        assertThat(ofOsaka.problem(tooLarge, parent.header()))
                .contains(new BlockProblem.TooLarge(8 * MIB + 1, 8 * MIB));
        assertThat(ofPrague.problem(tooLarge, parent.header())).isEmpty();
    }

    private static int encoded(Block shape, Block parent, List<SignedTransaction> fill, int size) {
        return BlockCodec.encode(with(shape, parent, plus(fill, size))).length;
    }

    private static List<SignedTransaction> plus(List<SignedTransaction> fill, int size) {
        List<SignedTransaction> all = new ArrayList<>(fill);
        all.add(large(size));
        return all;
    }

    private static SignedTransaction large(int bytes) {
        return TestExecution.draft(0, 3).data(Bytes.of(new byte[bytes])).sign(TestExecution.key(0));
    }

    @Test
    void theBuilderLeavesOutWhatWouldMakeTheBlockTooLarge() {
        extend();
        extend();
        SignedTransaction[] candidates = new SignedTransaction[6];
        for (int nonce = 0; nonce < candidates.length; nonce++) {
            candidates[nonce] = TestExecution.draft(nonce, 3)
                    .gasLimit(CAP)
                    .data(Bytes.of(new byte[1_600_000]))
                    .sign(TestExecution.key(0));
        }
        assertThat(extend(candidates).transactions()).hasSize(5);
    }

    /** EIP-7918: with a base fee of 16 wei a blob at 1 wei is worth just so much execution. */
    @Test
    void blobsDoNotGetCheaperThanExecution() {
        long target = BlobSchedule.OSAKA.target() * 131_072L;
        assertThat(BlobSchedule.OSAKA.excessAfter(parent(16, 0, target), Fork.OSAKA))
                .isZero();
        assertThat(BlobSchedule.OSAKA.excessAfter(parent(17, 0, target), Fork.PRAGUE))
                .isZero();
        assertThat(BlobSchedule.OSAKA.excessAfter(parent(17, 0, target), Fork.OSAKA))
                .isEqualTo(target * (9 - 6) / 9);
        assertThat(BlobSchedule.OSAKA.excessAfter(parent(17, 0, target - 131_072), Fork.OSAKA))
                .isZero();
        assertThat(BlobSchedule.OSAKA.excessAfter(parent(64, 10 * target, 0), Fork.OSAKA))
                .as("a blob costs four wei a gas")
                .isEqualTo(9 * target);
        assertThat(BlobSchedule.OSAKA.excessAfter(parent(65, 10 * target, 0), Fork.OSAKA))
                .isEqualTo(10 * target);
        BlobSchedule none = new BlobSchedule(0, 0, 1);
        assertThat(none.excessAfter(parent(1000, 0, 0), Fork.OSAKA)).isZero();
    }

    private BlockHeader parent(long baseFee, long excess, long used) {
        BlockHeader h = chain.head().header();
        return new BlockHeader(
                h.parentHash(),
                h.feeRecipient(),
                h.stateRoot(),
                h.transactionsRoot(),
                h.receiptsRoot(),
                h.logsBloom(),
                h.number(),
                h.gasLimit(),
                h.gasUsed(),
                h.timestamp(),
                h.extraData(),
                h.prevRandao(),
                UInt256.of(baseFee),
                h.withdrawalsRoot(),
                Optional.of(used),
                Optional.of(excess),
                h.parentBeaconBlockRoot(),
                h.requestsHash());
    }

    private static Block with(Block block, Block parent, List<SignedTransaction> transactions) {
        BlockHeader h = block.header();
        BlockHeader header = new BlockHeader(
                parent.hash(),
                h.feeRecipient(),
                h.stateRoot(),
                Roots.ofTransactions(transactions),
                h.receiptsRoot(),
                h.logsBloom(),
                h.number(),
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
        return new Block(HeaderCodec.hash(header), header, transactions, block.withdrawals());
    }
}
