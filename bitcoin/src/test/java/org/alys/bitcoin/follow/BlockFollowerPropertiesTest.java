package org.alys.bitcoin.follow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.alys.bitcoin.follow.ChainEvent.Connected;
import org.alys.bitcoin.follow.ChainEvent.Disconnected;
import org.alys.bitcoin.follow.FollowStatus.CaughtUp;
import org.alys.bitcoin.tx.BitcoinNetwork;
import org.alys.bitcoin.tx.BlockHash;
import org.alys.primitives.Hashes;

class BlockFollowerPropertiesTest {
    private static final int START = 2;
    private static final int WINDOW = 64;

    /** A change of the node's chain, or an outage, and how many of the follower's calls pass before it happens. */
    record Disturbance(int callsBefore, int depth, int mined, int failures) {
        void scheduleOn(ScriptedNode node) {
            for (int i = 0; i < callsBefore; i++) {
                node.beforeNextCall(() -> {});
            }
            node.beforeNextCall(() -> {
                node.reorg(depth, mined);
                node.failNextCalls(failures);
            });
        }
    }

    @Provide
    Arbitrary<List<Disturbance>> disturbances() {
        Arbitrary<Integer> depths = Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.just(0)),
                Tuple.of(2, Arbitraries.integers().between(1, 8)));
        return Combinators.combine(
                        Arbitraries.integers().between(0, 12),
                        depths,
                        Arbitraries.integers().between(0, 9),
                        Arbitraries.integers().between(0, 2))
                .as(Disturbance::new)
                .list()
                .ofMaxSize(40);
    }

    /** Applies the events as a listener would; fails on one that does not fit. */
    private static void apply(FollowStep step, List<BlockHash> seen) {
        for (ChainEvent event : step.events()) {
            switch (event) {
                case Connected(int height, BlockHash hash, var block) -> {
                    assertThat(height).isEqualTo(START + seen.size());
                    if (!seen.isEmpty()) {
                        assertThat(block.header().previous()).isEqualTo(seen.getLast());
                    }
                    seen.add(hash);
                }
                case Disconnected(int height, BlockHash hash) -> {
                    assertThat(height).isEqualTo(START + seen.size() - 1);
                    assertThat(seen.removeLast()).isEqualTo(hash);
                }
            }
        }
    }

    @Property(tries = 400)
    void neverSkipsNorRepeatsABlock(
            @ForAll("disturbances") List<Disturbance> disturbances, @ForAll @IntRange(min = 1, max = 7) int limit) {
        ScriptedNode node = new ScriptedNode();
        BlockFollower follower = new BlockFollower(node, BitcoinNetwork.REGTEST, limit);
        List<BlockHash> seen = new ArrayList<>();
        FollowCursor cursor = FollowCursor.startingAt(START, WINDOW);

        for (Disturbance disturbance : disturbances) {
            disturbance.scheduleOn(node);
            FollowStep step = follower.poll(cursor);
            apply(step, seen);
            assertThat(step.events()).hasSizeLessThanOrEqualTo(limit);
            cursor = FollowCursor.decode(step.cursor().encode()).orElseThrow();
        }
        settle(node, follower, cursor, seen);

        List<BlockHash> active = node.active();
        assertThat(seen).isEqualTo(active.subList(START, active.size()));
    }

    /** Peace returns: the chain grows above all that was seen, and the follower is polled until it has caught up. */
    private static void settle(ScriptedNode node, BlockFollower follower, FollowCursor start, List<BlockHash> seen) {
        FollowCursor cursor = start;
        boolean grown = false;
        for (int polls = 0; polls < 3000; polls++) {
            if (node.isUndisturbed() && !grown) {
                node.mine(START + 1);
                grown = true;
            }
            FollowStep step = follower.poll(cursor);
            apply(step, seen);
            cursor = step.cursor();
            if (grown
                    && step.status() instanceof CaughtUp(int height)
                    && height == node.active().size() - 1) {
                return;
            }
        }
        throw new AssertionError("not caught up after 3000 polls");
    }

    @Property(tries = 200)
    void readsBackTheCursorItWrote(
            @ForAll @IntRange(min = 0, max = 1_000_000) int start,
            @ForAll @Size(max = 30) List<@IntRange(min = 0) Integer> nonces) {
        FollowCursor cursor = FollowCursor.startingAt(start, 20);
        for (int nonce : nonces) {
            cursor = cursor.connect(
                    new BlockHash(Hashes.sha256d(Integer.toString(nonce).getBytes(StandardCharsets.UTF_8))));
        }

        assertThat(FollowCursor.decode(cursor.encode()).orElseThrow()).isEqualTo(cursor);
    }
}
