package org.alys.bitcoin.regtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.alys.bitcoin.regtest.mempool.MempoolEntry;
import org.alys.bitcoin.regtest.mempool.MempoolVerdict;
import org.alys.bitcoin.regtest.mining.NextBlock;
import org.alys.bitcoin.tx.Block;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.bitcoin.tx.Transaction;
import org.alys.bitcoin.tx.TxInput;
import org.alys.bitcoin.tx.Txid;
import org.junit.jupiter.api.Test;

class MempoolPropertiesTest {
    private static final int MATURE = 104;

    @Property(tries = 12)
    void holdsWhateverHappens(
            @ForAll @Size(min = 5, max = 30) List<@IntRange(min = 0, max = 9) Integer> steps, @ForAll long seed)
            throws IOException {
        Random random = new Random(seed);
        try (TestChain node = TestChain.fresh()) {
            node.mine(MATURE);
            for (int step : steps) {
                take(node, step, random);
                requireInvariants(node);
            }
        }
    }

    private static void take(TestChain node, int step, Random random) {
        switch (step) {
            case 0, 1 -> node.mine();
            case 2 -> {
                if (node.tip().height() > MATURE - 2) {
                    node.chain.invalidate(node.tip());
                }
            }
            case 3 -> node.chain.tree().leaves().forEach(node.chain::reconsider);
            default -> {
                List<OutPoint> coins = candidates(node);
                OutPoint coin = coins.get(random.nextInt(coins.size()));
                if (node.output(coin).orElseThrow().value().value() > 1_000_000) {
                    node.gate.accept(node.spend(coin, 1_000 + random.nextInt(100_000), 1 + random.nextInt(3)));
                }
            }
        }
    }

    /** Coins that can be spent, those included that the mempool spends already. */
    private static List<OutPoint> candidates(TestChain node) {
        List<OutPoint> coins = new ArrayList<>();
        int next = node.tip().height() + 1;
        node.coins().forEach((outPoint, coin) -> {
            if (!coin.isImmatureAt(next)) {
                coins.add(outPoint);
            }
        });
        node.mempool.entries().forEach(entry -> coins.add(new OutPoint(entry.txid(), 0)));
        coins.sort(null);
        return coins;
    }

    private static void requireInvariants(TestChain node) {
        Set<OutPoint> spent = new HashSet<>();
        Set<Txid> before = new HashSet<>();
        for (MempoolEntry entry : node.mempool.entries()) {
            assertThat(node.chain.active().blockOf(entry.txid())).isEmpty();
            for (TxInput input : entry.transaction().inputs()) {
                assertThat(spent.add(input.previous())).as("spent once").isTrue();
                boolean there = before.contains(input.previous().txid())
                        || node.chain.coins().coin(input.previous()).isPresent();
                assertThat(there).as("%s has its inputs", entry.txid()).isTrue();
            }
            before.add(entry.txid());
        }
        NextBlock next = node.maker.next();
        Block block = node.maker.block(next.transactions(), next.coinbaseValue(), TestChain.SCRIPT);
        assertThat(node.chain.test(block)).as("the next block").isEmpty();
        assertThat(next.entries()).hasSize(node.mempool.size());
    }

    @Test
    void dropsWhatABlockContradicts() throws IOException {
        try (TestChain node = TestChain.fresh()) {
            node.mine(MATURE);
            OutPoint coin = node.coinbase(1);
            Transaction waiting = node.send(coin, 1_000);
            node.send(new OutPoint(waiting.txid(), 0), 1_000);
            Transaction rival = node.spend(coin, 5_000, 2);

            node.chain.accept(node.maker.block(
                    List.of(rival),
                    org.alys.bitcoin.regtest.consensus.RegtestRules.subsidy(MATURE + 1),
                    TestChain.SCRIPT));

            assertThat(node.mempool.size()).isZero();
        }
    }

    @Test
    void takesTransactionsBackFromABlockThatLeft() throws IOException {
        try (TestChain node = TestChain.fresh()) {
            node.mine(MATURE);
            Transaction parent = node.send(node.coinbase(1), 1_000);
            node.mine();
            Transaction child = node.send(new OutPoint(parent.txid(), 0), 1_000);

            node.chain.invalidate(node.tip());

            assertThat(node.mempool.entries())
                    .extracting(MempoolEntry::txid)
                    .containsExactly(parent.txid(), child.txid());
        }
    }

    @Test
    void forgetsSpendsOfACoinbaseThatIsImmatureAgain() throws IOException {
        try (TestChain node = TestChain.fresh()) {
            node.mine(MATURE);
            node.send(node.coinbase(MATURE - 99), 1_000);

            node.chain.invalidate(node.tip());

            assertThat(node.mempool.size()).isZero();
        }
    }

    @Test
    void refusesTheTwentySixthOfAChain() throws IOException {
        try (TestChain node = TestChain.fresh()) {
            node.mine(MATURE);
            OutPoint coin = node.coinbase(1);
            for (int i = 0; i < 25; i++) {
                coin = new OutPoint(node.send(coin, 1_000).txid(), 0);
            }

            MempoolVerdict verdict = node.gate.accept(node.spend(coin, 1_000, 1));

            assertThat(verdict)
                    .isInstanceOfSatisfying(
                            MempoolVerdict.Refused.class,
                            refused -> assertThat(refused.rejection().reason()).isEqualTo("too-long-mempool-chain"));
        }
    }

    @Test
    void minesAChildThatPaysForItsParentFirst() throws IOException {
        try (TestChain node = TestChain.fresh()) {
            node.mine(MATURE);
            Transaction poor = node.send(node.coinbase(1), 200);
            Transaction middling = node.send(node.coinbase(2), 20_000);
            Transaction rich = node.send(new OutPoint(poor.txid(), 0), 100_000);

            assertThat(node.maker.next().transactions()).containsExactly(poor, rich, middling);
        }
    }
}
