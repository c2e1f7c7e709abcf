package org.alys.bitcoin.follow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.alys.bitcoin.follow.ChainEvent.Connected;
import org.alys.bitcoin.follow.ChainEvent.Disconnected;
import org.alys.bitcoin.follow.FollowStatus.BeforeStart;
import org.alys.bitcoin.follow.FollowStatus.Behind;
import org.alys.bitcoin.follow.FollowStatus.BlockMissing;
import org.alys.bitcoin.follow.FollowStatus.CaughtUp;
import org.alys.bitcoin.follow.FollowStatus.NodeBehind;
import org.alys.bitcoin.follow.FollowStatus.ReorgTooDeep;
import org.alys.bitcoin.follow.FollowStatus.Waiting;
import org.alys.bitcoin.follow.FollowStatus.WrongNetwork;
import org.alys.bitcoin.tx.BitcoinNetwork;
import org.alys.bitcoin.tx.BlockHash;
import org.junit.jupiter.api.Test;

class BlockFollowerTest {
    private static final int WINDOW = 5;

    private final ScriptedNode node = new ScriptedNode();
    private final BlockFollower follower = new BlockFollower(node, BitcoinNetwork.REGTEST, 100);

    private FollowCursor caughtUp() {
        FollowStep step = follower.poll(FollowCursor.startingAt(0, WINDOW));
        assertThat(step.status()).isInstanceOf(CaughtUp.class);
        return step.cursor();
    }

    private static List<BlockHash> connected(FollowStep step) {
        List<BlockHash> hashes = new ArrayList<>();
        for (ChainEvent event : step.events()) {
            if (event instanceof Connected connected) {
                hashes.add(connected.hash());
            }
        }
        return hashes;
    }

    @Test
    void connectsEveryBlockFromTheStartHeightOn() {
        node.mine(9);

        FollowStep step = follower.poll(FollowCursor.startingAt(4, WINDOW));

        assertThat(connected(step)).isEqualTo(node.active().subList(4, 10));
        assertThat(step.status()).isEqualTo(new CaughtUp(9));
    }

    @Test
    void asksOnlyOnceWhenNothingHappened() {
        FollowCursor cursor = caughtUp();
        int before = node.calls();

        FollowStep step = follower.poll(cursor);

        assertThat(step).isEqualTo(new FollowStep(List.of(), cursor, new CaughtUp(0)));
        assertThat(node.calls() - before).isEqualTo(1);
    }

    @Test
    void waitsForAStartHeightThatIsNotMinedYet() {
        FollowCursor cursor = FollowCursor.startingAt(3, WINDOW);

        assertThat(follower.poll(cursor)).isEqualTo(new FollowStep(List.of(), cursor, new BeforeStart(0, 3)));
    }

    @Test
    void disconnectsFromTheTipDownBeforeItConnects() {
        node.mine(6);
        FollowCursor cursor = caughtUp();
        List<BlockHash> old = node.active();
        node.reorg(2, 3);

        FollowStep step = follower.poll(cursor);

        assertThat(step.events().subList(0, 2))
                .containsExactly(new Disconnected(6, old.get(6)), new Disconnected(5, old.get(5)));
        assertThat(connected(step)).isEqualTo(node.active().subList(5, 8));
    }

    @Test
    void waitsForANodeThatLostItsLastBlocks() {
        node.mine(6);
        FollowCursor cursor = caughtUp();
        node.reorg(2, 0);

        assertThat(follower.poll(cursor)).isEqualTo(new FollowStep(List.of(), cursor, new NodeBehind(4, 6)));
    }

    @Test
    void waitsForANodeThatLostMoreThanTheWindow() {
        node.mine(20);
        FollowCursor cursor = caughtUp();
        node.reorg(15, 0);

        assertThat(follower.poll(cursor)).isEqualTo(new FollowStep(List.of(), cursor, new NodeBehind(5, 20)));
    }

    @Test
    void followsAnotherChainThatIsShorter() {
        node.mine(6);
        FollowCursor cursor = caughtUp();
        node.reorg(3, 1);

        FollowStep step = follower.poll(cursor);

        assertThat(step.events()).hasSize(4);
        assertThat(step.status()).isEqualTo(new CaughtUp(4));
    }

    @Test
    void saysThatAReorgReplacedTheWholeWindow() {
        node.mine(20);
        FollowCursor cursor = caughtUp();
        BlockHash oldest = node.active().get(16);
        node.reorg(WINDOW, WINDOW + 1);

        FollowStep step = follower.poll(cursor);

        assertThat(step).isEqualTo(new FollowStep(List.of(), cursor, new ReorgTooDeep(16, oldest)));
    }

    @Test
    void followsTheDeepestReorgThatLeavesOneKeptBlock() {
        node.mine(20);
        FollowCursor cursor = caughtUp();
        node.reorg(WINDOW - 1, WINDOW);

        assertThat(follower.poll(cursor).status()).isEqualTo(new CaughtUp(21));
    }

    @Test
    void followsAReorgOfEverythingWhileAllBlocksAreKept() {
        node.mine(3);
        FollowStep first = follower.poll(FollowCursor.startingAt(1, WINDOW));
        node.reorg(3, 4);

        FollowStep step = follower.poll(first.cursor());

        assertThat(step.events()).hasSize(7);
        assertThat(step.status()).isEqualTo(new CaughtUp(4));
    }

    @Test
    void reportsNoMoreThanItsLimitInOnePoll() {
        node.mine(9);
        BlockFollower bounded = new BlockFollower(node, BitcoinNetwork.REGTEST, 4);

        FollowStep step = bounded.poll(FollowCursor.startingAt(0, WINDOW));

        assertThat(connected(step)).isEqualTo(node.active().subList(0, 4));
        assertThat(step.status()).isEqualTo(new Behind(9));
    }

    @Test
    void keepsWhatItFoundBeforeTheNodeWentAway() {
        node.mine(9);
        for (int i = 0; i < 5; i++) {
            node.beforeNextCall(() -> {});
        }
        node.beforeNextCall(() -> node.failNextCalls(1));

        FollowStep interrupted = follower.poll(FollowCursor.startingAt(0, WINDOW));
        FollowStep continued = follower.poll(interrupted.cursor());

        assertThat(interrupted.status()).isInstanceOf(Waiting.class);
        assertThat(connected(interrupted)).isEqualTo(node.active().subList(0, 2));
        assertThat(connected(continued)).isEqualTo(node.active().subList(2, 10));
    }

    @Test
    void doesNotConnectABlockWhoseParentHasJustBeenReplaced() {
        node.mine(3);
        FollowCursor cursor = caughtUp();
        node.mine(1);
        node.beforeNextCall(() -> {});
        node.beforeNextCall(() -> {});
        node.beforeNextCall(() -> node.reorg(2, 3));

        FollowStep step = follower.poll(cursor);

        assertThat(step.events()).isEmpty();
        assertThat(step.status()).isInstanceOf(Behind.class);
    }

    @Test
    void namesABlockThatTheNodeHasPruned() {
        node.mine(3);
        BlockHash second = node.active().get(2);
        node.prune(second);

        FollowStep step = follower.poll(FollowCursor.startingAt(0, WINDOW));

        assertThat(step.status()).isEqualTo(new BlockMissing(2, second));
        assertThat(step.cursor().tipHeight()).isEqualTo(1);
    }

    @Test
    void refusesANodeOnAnotherNetwork() {
        node.moveTo("main");

        FollowStep step = follower.poll(FollowCursor.startingAt(0, WINDOW));

        assertThat(step.status()).isEqualTo(new WrongNetwork("regtest", "main"));
        assertThat(node.calls()).isEqualTo(1);
    }
}
