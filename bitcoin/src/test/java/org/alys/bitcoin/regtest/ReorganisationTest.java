package org.alys.bitcoin.regtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.alys.bitcoin.regtest.chain.BlockEntry;
import org.alys.bitcoin.regtest.chain.BlockOutcome;
import org.alys.bitcoin.regtest.consensus.Coin;
import org.alys.bitcoin.tx.Block;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.bitcoin.tx.Transaction;
import org.alys.primitives.Bytes;
import org.junit.jupiter.api.Test;

class ReorganisationTest {
    private static final int MATURE = 101;
    private static final Bytes OTHER = Bytes.fromHex("0014" + "07".repeat(20));

    private static List<Block> blocks(TestChain node, int above) {
        List<Block> blocks = new ArrayList<>();
        for (int height = above + 1; height <= node.chain.active().height(); height++) {
            blocks.add(node.chain
                    .block(node.chain.active().at(height).orElseThrow())
                    .orElseThrow());
        }
        return blocks;
    }

    /** Some mature coinbases are spent, some of the payments in the block that makes them, then a block is mined. */
    private static void mineWithPayments(TestChain node, int payments) {
        for (int i = 0; i < payments; i++) {
            OutPoint coin = node.coinbase(node.chain.active().height() - 100);
            if (node.chain.coins().coin(coin).isEmpty()
                    || node.mempool.spender(coin).isPresent()) {
                break;
            }
            Transaction payment = node.spend(coin, 10_000, 3);
            node.gate.accept(payment);
            node.gate.accept(node.spend(new OutPoint(payment.txid(), 1), 5_000, 2));
        }
        node.mine();
    }

    @Property(tries = 12)
    void undoingBlocksGivesTheSameCoinsAsBefore(
            @ForAll @Size(min = 2, max = 8) List<@IntRange(min = 0, max = 2) Integer> payments,
            @ForAll @IntRange(min = 1, max = 7) int depth)
            throws IOException {
        try (TestChain node = TestChain.fresh()) {
            node.mine(MATURE);
            Map<BlockEntry, Map<OutPoint, Coin>> seen = new HashMap<>();
            seen.put(node.tip(), node.coins());
            for (int count : payments) {
                mineWithPayments(node, count);
                seen.put(node.tip(), node.coins());
            }
            BlockEntry tip = node.tip();
            BlockEntry cut = node.chain
                    .active()
                    .at(Math.max(MATURE + 1, tip.height() - depth + 1))
                    .orElseThrow();

            node.chain.invalidate(cut);
            assertThat(node.tip()).isEqualTo(cut.parent().orElseThrow());
            assertThat(node.coins()).isEqualTo(seen.get(node.tip()));
            node.chain.reconsider(cut);
            assertThat(node.tip()).isEqualTo(tip);
            assertThat(node.coins()).isEqualTo(seen.get(tip));
        }
    }

    @Property(tries = 8)
    void aDetourOverAnotherBranchLeadsToTheSameState(
            @ForAll @Size(min = 1, max = 5) List<@IntRange(min = 0, max = 2) Integer> shorter,
            @ForAll @Size(min = 6, max = 9) List<@IntRange(min = 0, max = 2) Integer> longer)
            throws IOException {
        try (TestChain direct = TestChain.fresh();
                TestChain rival = TestChain.fresh();
                TestChain detour = TestChain.fresh()) {
            direct.mine(MATURE);
            List<Block> common = blocks(direct, 0);
            common.forEach(rival.chain::accept);
            common.forEach(detour.chain::accept);
            rival.mine(OTHER);
            shorter.subList(1, shorter.size()).forEach(count -> mineWithPayments(rival, count));
            longer.forEach(count -> mineWithPayments(direct, count));

            blocks(rival, MATURE).forEach(detour.chain::accept);
            assertThat(detour.tip().hash()).isEqualTo(rival.tip().hash());
            blocks(direct, MATURE).forEach(detour.chain::accept);

            assertThat(detour.tip().hash()).isEqualTo(direct.tip().hash());
            assertThat(detour.coins()).isEqualTo(direct.coins());
            assertThat(detour.chain.active().transactions())
                    .isEqualTo(direct.chain.active().transactions());
        }
    }

    @Test
    void keepsTheBranchThatCameFirstWhenWorkIsEqual() throws IOException {
        try (TestChain one = TestChain.fresh();
                TestChain two = TestChain.fresh()) {
            one.mine();
            two.mine(OTHER);
            Block late = blocks(two, 0).getFirst();

            assertThat(one.chain.accept(late)).isInstanceOf(BlockOutcome.Stored.class);
            assertThat(one.tip().hash()).isNotEqualTo(late.hash());
        }
    }

    @Test
    void goesBackToTheOldBranchWhenALongerOneTurnsOutInvalid() throws IOException {
        try (TestChain node = TestChain.fresh();
                TestChain rival = TestChain.fresh()) {
            node.mine(3);
            blocks(node, 0).subList(0, 1).forEach(rival.chain::accept);
            rival.mine(OTHER);
            rival.mine(OTHER);
            List<Block> branch = new ArrayList<>(blocks(rival, 1));
            Block greedy =
                    rival.maker.block(List.of(), new org.alys.primitives.Sats(50L * 100_000_001L), TestChain.SCRIPT);
            branch.add(greedy);
            Map<OutPoint, Coin> before = node.coins();
            BlockEntry tip = node.tip();

            List<BlockOutcome> outcomes =
                    branch.stream().map(node.chain::accept).toList();

            assertThat(outcomes.getLast())
                    .isInstanceOfSatisfying(
                            BlockOutcome.Refused.class,
                            refused -> assertThat(refused.rejection().reason()).isEqualTo("bad-cb-amount"));
            assertThat(node.tip()).isEqualTo(tip);
            assertThat(node.coins()).isEqualTo(before);
        }
    }

    @Test
    void connectsBlocksThatWaitedForTheirParents() throws IOException {
        try (TestChain source = TestChain.fresh();
                TestChain node = TestChain.fresh()) {
            source.mine(3);
            List<Block> blocks = blocks(source, 0);
            blocks.forEach(block -> node.chain.acceptHeader(block.header()));

            node.chain.accept(blocks.get(2));
            node.chain.accept(blocks.get(1));
            assertThat(node.tip().height()).isZero();
            node.chain.accept(blocks.get(0));

            assertThat(node.tip().hash()).isEqualTo(source.tip().hash());
        }
    }
}
