package org.alys.bitcoin.regtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.alys.bitcoin.regtest.chain.BlockOutcome;
import org.alys.bitcoin.regtest.consensus.RegtestRules;
import org.alys.bitcoin.tx.Block;
import org.alys.bitcoin.tx.BlockHeader;
import org.alys.bitcoin.tx.CompactTarget;
import org.alys.bitcoin.tx.MerkleTree;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.bitcoin.tx.Transaction;
import org.alys.bitcoin.tx.TxInput;
import org.alys.bitcoin.tx.TxOutput;
import org.alys.bitcoin.tx.Txid;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.Sats;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BlockRejectionTest {
    private TestChain node;

    @BeforeEach
    void mineMatureCoins() throws IOException {
        node = TestChain.fresh();
        node.mine(103);
    }

    @AfterEach
    void close() throws IOException {
        node.close();
    }

    private Block next(Transaction... transactions) {
        return node.maker.block(List.of(transactions), RegtestRules.subsidy(104), TestChain.SCRIPT);
    }

    private String reasonAgainst(Block block) {
        return switch (node.chain.accept(block)) {
            case BlockOutcome.Refused refused -> refused.rejection().reason();
            case BlockOutcome other -> other.toString();
        };
    }

    /** The block with other transactions, a fitting Merkle root and enough work. */
    private static Block rebuilt(Block block, List<Transaction> transactions, UnaryOperator<BlockHeader> change) {
        List<Bytes32> leaves =
                transactions.stream().map(Transaction::txid).map(Txid::bytes).toList();
        BlockHeader old = block.header();
        BlockHeader header = change.apply(
                new BlockHeader(old.version(), old.previous(), MerkleTree.root(leaves), old.time(), old.bits(), 0));
        while (!RegtestRules.TARGET.isMetBy(header.hash())) {
            header = header.withNonce(header.nonce() + 1);
        }
        return new Block(header, transactions);
    }

    private static Block withHeader(Block block, UnaryOperator<BlockHeader> change) {
        return rebuilt(block, block.transactions(), change);
    }

    private static Block withCoinbase(Block block, UnaryOperator<Transaction> change) {
        List<Transaction> transactions = new ArrayList<>(block.transactions());
        transactions.set(0, change.apply(transactions.getFirst()));
        return rebuilt(block, transactions, UnaryOperator.identity());
    }

    @Test
    void takesABlockThatIsRight() {
        Transaction payment = node.spend(node.coinbase(1), 1_000, 2);
        assertThat(node.chain.accept(next(payment))).isInstanceOf(BlockOutcome.Connected.class);
    }

    @Test
    void refusesTooLittleWork() {
        Block block = next();
        BlockHeader header = block.header();
        while (RegtestRules.TARGET.isMetBy(header.hash())) {
            header = header.withNonce(header.nonce() + 1);
        }
        assertThat(reasonAgainst(new Block(header, block.transactions()))).isEqualTo("high-hash");
    }

    @Test
    void refusesAHeaderThatDoesNotFit() {
        Block block = next();
        assertThat(reasonAgainst(withHeader(
                        block,
                        old -> new BlockHeader(old.version(), old.previous(), old.merkleRoot(), 1_000, old.bits(), 0))))
                .isEqualTo("time-too-old");
        assertThat(reasonAgainst(withHeader(
                        block,
                        old -> new BlockHeader(
                                old.version(), old.previous(), old.merkleRoot(), old.time() + 8_000, old.bits(), 0))))
                .isEqualTo("time-too-new");
        assertThat(reasonAgainst(withHeader(
                        block, old -> new BlockHeader(3, old.previous(), old.merkleRoot(), old.time(), old.bits(), 0))))
                .isEqualTo("bad-version(0x00000003)");
        assertThat(reasonAgainst(withHeader(
                        block,
                        old -> new BlockHeader(
                                old.version(), block.hash(), old.merkleRoot(), old.time(), old.bits(), 0))))
                .isEqualTo("prev-blk-not-found");
        assertThat(reasonAgainst(withHeader(
                        block,
                        old -> new BlockHeader(
                                old.version(),
                                old.previous(),
                                old.merkleRoot(),
                                old.time(),
                                new CompactTarget(0x207ffffe),
                                0))))
                .isIn("bad-diffbits", "high-hash");
    }

    @Test
    void refusesACoinbaseThatTakesTooMuch() {
        Block block = node.maker.block(List.of(), RegtestRules.subsidy(104).plus(new Sats(1)), TestChain.SCRIPT);
        assertThat(reasonAgainst(block)).isEqualTo("bad-cb-amount");
    }

    @Test
    void refusesACoinbaseWithoutItsHeight() {
        Block block = withCoinbase(next(), coinbase -> {
            TxInput input = coinbase.inputs().getFirst();
            TxInput other = new TxInput(input.previous(), Bytes.fromHex("0151"), input.sequence(), input.witness());
            return new Transaction(2, List.of(other), coinbase.outputs(), 0);
        });
        assertThat(reasonAgainst(block)).isEqualTo("bad-cb-height");
    }

    @Test
    void refusesAWrongPlaceForTheCoinbase() {
        Block block = next();
        Transaction payment = node.spend(node.coinbase(1), 1_000, 1);
        Transaction coinbase = block.transactions().getFirst();
        assertThat(reasonAgainst(rebuilt(block, List.of(payment, coinbase), UnaryOperator.identity())))
                .isEqualTo("bad-cb-missing");
        Transaction second = new Transaction(1, coinbase.inputs(), coinbase.outputs(), 0);
        assertThat(reasonAgainst(rebuilt(block, List.of(coinbase, second), UnaryOperator.identity())))
                .isEqualTo("bad-cb-multiple");
    }

    @Test
    void refusesWitnessesThatTheCoinbaseDoesNotCommitTo() {
        Transaction payment = node.spend(node.coinbase(1), 1_000, 1);
        Block block = next();
        Transaction coinbase = block.transactions().getFirst();
        assertThat(reasonAgainst(rebuilt(block, List.of(coinbase, payment), UnaryOperator.identity())))
                .isEqualTo("bad-witness-merkle-match");
        Transaction bare =
                new Transaction(2, coinbase.inputs(), coinbase.outputs().subList(0, 1), 0);
        assertThat(reasonAgainst(rebuilt(block, List.of(bare, payment), UnaryOperator.identity())))
                .isEqualTo("unexpected-witness");
        Transaction unreserved = coinbase.withoutWitness();
        assertThat(reasonAgainst(rebuilt(block, List.of(unreserved), UnaryOperator.identity())))
                .isEqualTo("bad-witness-nonce-size");
    }

    @Test
    void takesTheRightWitnessesAfterWrongOnesWithTheSameHeader() {
        Block right = next();
        Block wrong = new Block(
                right.header(), List.of(right.transactions().getFirst().withoutWitness()));

        assertThat(reasonAgainst(wrong)).isEqualTo("bad-witness-nonce-size");
        assertThat(node.chain.accept(right)).isInstanceOf(BlockOutcome.Connected.class);
    }

    @Test
    void refusesPaymentsThatBreakTheRules() {
        Transaction payment = node.spend(node.coinbase(1), 1_000, 1);
        Transaction rival = node.spend(node.coinbase(1), 2_000, 1);
        Transaction early = node.spend(node.coinbase(60), 1_000, 1);
        TxOutput spent = node.output(node.coinbase(2)).orElseThrow();
        TxOutput more = new TxOutput(spent.value().plus(new Sats(1)), TestChain.SCRIPT);
        List<TxInput> input = List.of(TxInput.unsigned(node.coinbase(2), 0xffff_fffdL));
        Transaction inflating = TestChain.sign(new Transaction(2, input, List.of(more), 0), List.of(spent));
        Transaction unsigned = new Transaction(2, input, List.of(spent), 0);
        Transaction future = TestChain.sign(new Transaction(2, input, List.of(spent), 500), List.of(spent));
        Transaction young = TestChain.sign(
                new Transaction(2, List.of(TxInput.unsigned(node.coinbase(2), 200)), List.of(spent), 0),
                List.of(spent));

        assertThat(reasonAgainst(next(payment, rival))).isEqualTo("bad-txns-inputs-missingorspent");
        assertThat(reasonAgainst(next(early))).isEqualTo("bad-txns-premature-spend-of-coinbase");
        assertThat(reasonAgainst(next(inflating))).isEqualTo("bad-txns-in-belowout");
        assertThat(reasonAgainst(next(unsigned))).startsWith("block-script-verify-flag-failed");
        assertThat(reasonAgainst(next(future))).isEqualTo("bad-txns-nonfinal");
        assertThat(reasonAgainst(next(young))).isEqualTo("bad-txns-nonfinal");
        assertThat(node.tip().height()).isEqualTo(103);
    }

    @Test
    void refusesADoubledTransactionListWithTheSameRoot() {
        Transaction one = node.spend(node.coinbase(1), 1_000, 1);
        Transaction two = node.spend(node.coinbase(2), 1_000, 1);
        Block block = next(one, two);
        List<Transaction> doubled = new ArrayList<>(block.transactions());
        doubled.add(two);
        assertThat(reasonAgainst(new Block(block.header(), doubled))).isEqualTo("bad-txns-duplicate");
        assertThat(node.chain.accept(block)).isInstanceOf(BlockOutcome.Connected.class);
    }

    @Test
    void halvesTheSubsidyEvery150Blocks() {
        assertThat(RegtestRules.subsidy(149)).isEqualTo(new Sats(50 * Sats.PER_BTC));
        assertThat(RegtestRules.subsidy(150)).isEqualTo(new Sats(25 * Sats.PER_BTC));
        assertThat(RegtestRules.subsidy(150 * 64)).isEqualTo(Sats.ZERO);
        assertThat(node.output(new OutPoint(RegtestRules.genesis().txids().getFirst(), 0)))
                .isEmpty();
    }
}
