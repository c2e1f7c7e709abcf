package org.alys.node.federation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.alys.chain.block.CertifiedBlock;
import org.alys.chain.vote.Ballot;
import org.alys.chain.vote.Certificate;
import org.alys.node.chain.Checkpoint;
import org.alys.node.network.BlockRange;
import org.alys.node.network.Misconduct;
import org.alys.node.network.PeerAnswer;
import org.alys.node.network.PeerRef;
import org.alys.node.network.PeerStatus;
import org.alys.node.network.Refusal;
import org.alys.node.sync.OrderAnswer;
import org.alys.node.sync.SyncClass;
import org.alys.node.sync.SyncMessage;
import org.alys.node.sync.SyncPhase;
import org.alys.node.sync.SyncStatus;
import org.alys.primitives.Bytes32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A node that joins late, and what its peers may do to it. */
class RangeSyncTest {
    private static final int LONG = Boolean.getBoolean("alys.test.all") ? 5000 : 800;

    private final Network network = Network.of(3, 2, 1_000_000);

    @TempDir
    private Path directory;

    private SyncNode node(ForgedChain chain, ScriptedPeers peers) {
        return new SyncNode(network, network.genesis().slot() + chain.height() + 1, peers, directory);
    }

    private static void untilSynced(SyncNode node, long height) {
        node.until(
                () -> node.status().phase() == SyncPhase.SYNCED && node.status().height() == height);
    }

    @Test
    void aLateNodeSyncsThoughOnePeerLiesOneStallsAndOneDies() {
        ForgedChain chain = new ForgedChain(network, LONG);
        try (ScriptedPeers peers = new ScriptedPeers();
                SyncNode node = node(chain, peers)) {
            PeerRef honest = peers.add(new ScriptedPeers.Honest(chain, LONG));
            PeerRef liar = peers.add(new Liar(chain, LONG));
            PeerRef stalling = peers.add(new ScriptedPeers.Honest(chain, LONG) {
                @Override
                public PeerAnswer<BlockRange> range(long from, int count) {
                    return peers.silence();
                }
            });
            PeerRef[] dying = new PeerRef[1];
            AtomicInteger left = new AtomicInteger(2);
            dying[0] = peers.add(new ScriptedPeers.Honest(chain, LONG) {
                @Override
                public PeerAnswer<BlockRange> range(long from, int count) {
                    if (left.decrementAndGet() < 0) {
                        peers.remove(dying[0]);
                        return new PeerAnswer.Failed<>("connection lost", false);
                    }
                    return super.range(from, count);
                }
            });
            node.start();
            untilSynced(node, LONG);

            assertThat(node.position().federationFinal().root()).isEqualTo(chain.root(LONG));
            assertThat(node.position().head().height()).isEqualTo(LONG);
            assertThat(peers.reported(honest)).isEmpty();
            assertThat(peers.reported(liar)).contains(Misconduct.INVALID_BLOCKS);
            assertThat(peers.reported(stalling)).isSubsetOf(Misconduct.UNRESPONSIVE);
            assertThat(peers.reported(dying[0])).isSubsetOf(Misconduct.UNRESPONSIVE);
        }
    }

    @Test
    void aPausedSyncAsksForNothingUntilItIsToldToGoOn() {
        ForgedChain chain = new ForgedChain(network, 400);
        AtomicInteger asked = new AtomicInteger();
        try (ScriptedPeers peers = new ScriptedPeers();
                SyncNode node = node(chain, peers)) {
            peers.add(new ScriptedPeers.Honest(chain, 400) {
                @Override
                public PeerAnswer<BlockRange> range(long from, int count) {
                    asked.incrementAndGet();
                    return super.range(from, count);
                }
            });
            node.start();
            SyncStatus paused = node.order(SyncMessage.Pause::new);
            assertThat(paused.phase()).isEqualTo(SyncPhase.PAUSED);
            assertThat(paused.mayProduce()).isFalse();
            node.pass(Duration.ofSeconds(30));
            asked.set(0);
            node.pass(Duration.ofMinutes(2));
            assertThat(asked).hasValue(0);
            assertThat(node.status().phase()).isEqualTo(SyncPhase.PAUSED);
            assertThat(node.status().height()).isLessThan(200);

            SyncStatus resumed = node.order(reply -> new SyncMessage.Resume(OptionalLong.empty(), reply));
            assertThat(resumed.mayProduce())
                    .as("a peer says it is far ahead, and may prove it")
                    .isFalse();
            untilSynced(node, 400);
            assertThat(node.status().mayProduce()).isTrue();
        }
    }

    /** Of these blocks the first has a certificate of its own, which its range brings; the second is proven by a later one. */
    @ParameterizedTest
    @ValueSource(longs = {200, 203})
    void aSyncThatIsToldWhereToStopStopsThereAndStaysThereOverARestart(long end) {
        ForgedChain chain = new ForgedChain(network, 400);
        try (ScriptedPeers peers = new ScriptedPeers();
                SyncNode node = node(chain, peers)) {
            peers.add(new ScriptedPeers.Honest(chain, 400));
            node.start();
            node.order(reply -> new SyncMessage.Resume(OptionalLong.of(end), reply));
            node.until(() -> node.status().phase() == SyncPhase.PAUSED);
            requireItStaysAt(end, chain, node);
            String reason = node.status().waitsFor().orElseThrow();
            assertThat(reason).startsWith("SYN007").contains("at block " + end);

            node.stop();
            node.start();
            node.until(() -> node.status().phase() == SyncPhase.PAUSED);
            requireItStaysAt(end, chain, node);
            assertThat(node.status().waitsFor()).as("paused since then").contains(reason);
            assertThat(node.answerTo(reply -> new SyncMessage.Resume(OptionalLong.of(end - 1), reply)))
                    .isInstanceOfSatisfying(
                            OrderAnswer.Refused.class,
                            refused -> assertThat(refused.reason())
                                    .startsWith("SYN008")
                                    .contains("is passed already", "block " + end));
            assertThat(node.status().phase()).isEqualTo(SyncPhase.PAUSED);

            node.order(reply -> new SyncMessage.Resume(OptionalLong.empty(), reply));
            untilSynced(node, 400);
        }
    }

    private static void requireItStaysAt(long height, ForgedChain chain, SyncNode node) {
        node.pass(Duration.ofMinutes(1));
        assertThat(node.position().federationFinal().height()).isEqualTo(height);
        assertThat(node.position().federationFinal().root()).isEqualTo(chain.root(height));
        assertThat(node.position().head().height()).isEqualTo(height);
        assertThat(node.status().mayProduce()).isFalse();
    }

    @Test
    void aPauseLastsOverARestartUntilItIsLifted() {
        ForgedChain chain = new ForgedChain(network, 64);
        try (ScriptedPeers peers = new ScriptedPeers();
                SyncNode node = node(chain, peers)) {
            node.start();
            String reason = node.order(SyncMessage.Pause::new).waitsFor().orElseThrow();
            peers.add(new ScriptedPeers.Honest(chain, 64));
            node.pass(Duration.ofMinutes(1));
            node.stop();
            node.start();
            node.pass(Duration.ofMinutes(1));
            assertThat(node.status().phase()).isEqualTo(SyncPhase.PAUSED);
            assertThat(node.status().waitsFor()).contains(reason);
            assertThat(node.position().head().height()).isZero();

            node.order(reply -> new SyncMessage.Resume(OptionalLong.empty(), reply));
            node.stop();
            node.start();
            untilSynced(node, 64);
        }
    }

    /** Shows the certificate of another block for its last one. */
    private static final class Liar extends ScriptedPeers.Honest {
        private final ForgedChain chain;

        Liar(ForgedChain chain, long height) {
            super(chain, height);
            this.chain = chain;
        }

        @Override
        public PeerAnswer<BlockRange> range(long from, int count) {
            long last = Math.min(chain.height(), from + count - 1);
            BlockRange honest = chain.range(from, last);
            List<CertifiedBlock> blocks = new ArrayList<>(honest.blocks());
            Certificate certificate = blocks.getFirst().certificate();
            blocks.set(blocks.size() - 1, new CertifiedBlock(blocks.getLast().signed(), certificate));
            return new PeerAnswer.Value<>(new BlockRange(blocks, honest.finality()));
        }
    }

    @Test
    void aPeerThatLiesAboutItsHeadCostsAFewQuestionsAndIsReported() {
        ForgedChain chain = new ForgedChain(network, 64);
        AtomicInteger asked = new AtomicInteger();
        try (ScriptedPeers peers = new ScriptedPeers();
                SyncNode node = node(chain, peers)) {
            peers.add(new ScriptedPeers.Honest(chain, 64));
            Bytes32 invented = Bytes32.fromHex("ab".repeat(32));
            PeerRef boaster = peers.add(new ScriptedPeers.Peer() {
                @Override
                public PeerAnswer<PeerStatus> status() {
                    return new PeerAnswer.Value<>(
                            new PeerStatus(network.genesis().root(), 1_000_000, invented, 1_000_000, invented, 0));
                }

                @Override
                public PeerAnswer<BlockRange> root(Bytes32 root) {
                    asked.incrementAndGet();
                    return new PeerAnswer.Value<>(BlockRange.EMPTY);
                }

                @Override
                public PeerAnswer<BlockRange> range(long from, int count) {
                    asked.incrementAndGet();
                    return new PeerAnswer.Value<>(BlockRange.EMPTY);
                }
            });
            PeerRef forger = peers.add(new ScriptedPeers.Honest(chain, 64) {
                @Override
                public PeerAnswer<PeerStatus> status() {
                    return new PeerAnswer.Value<>(
                            new PeerStatus(network.genesis().root(), 900, chain.root(64), 900, invented, 0));
                }
            });
            node.start();
            untilSynced(node, 64);
            node.until(() -> !peers.reported(boaster).isEmpty());

            assertThat(peers.reported(boaster)).contains(Misconduct.FALSE_CLAIM);
            assertThat(peers.reported(forger)).contains(Misconduct.FALSE_CLAIM);
            assertThat(asked).hasValueLessThanOrEqualTo(8);
            assertThat(node.status().target()).isEqualTo(64);
        }
    }

    /** Such as one that starts again just then. */
    @Test
    void aPeerThatDoesNotAnswerForItsProofForAWhileIsAskedAgainSoon() {
        ForgedChain chain = new ForgedChain(network, 64);
        AtomicInteger failures = new AtomicInteger(2);
        try (ScriptedPeers peers = new ScriptedPeers();
                SyncNode node = node(chain, peers)) {
            peers.add(new ScriptedPeers.Honest(chain, 64) {
                @Override
                public PeerAnswer<BlockRange> root(Bytes32 root) {
                    return failures.decrementAndGet() < 0
                            ? super.root(root)
                            : new PeerAnswer.Refused<>(Refusal.UNAVAILABLE, "busy or starting");
                }
            });
            node.start();
            Instant begun = node.clock.now();
            untilSynced(node, 64);
            assertThat(Duration.between(begun, node.clock.now())).isLessThan(Duration.ofMinutes(2));
        }
    }

    @Test
    void aPeerOfAnotherChainIsNotAsked() {
        ForgedChain chain = new ForgedChain(network, 32);
        try (ScriptedPeers peers = new ScriptedPeers();
                SyncNode node = node(chain, peers)) {
            peers.add(new ScriptedPeers.Honest(chain, 32));
            Bytes32 other = Bytes32.fromHex("cd".repeat(32));
            PeerRef stranger =
                    peers.add(() -> new PeerAnswer.Value<>(new PeerStatus(other, 500, other, 500, other, 0)));
            node.start();
            untilSynced(node, 32);
            assertThat(peers.reported(stranger)).containsExactly(Misconduct.OTHER_CHAIN);
        }
    }

    @Test
    void theSyncGoesOnAfterADeathAtAnyWrite() {
        ForgedChain chain = new ForgedChain(network, 16);
        try (ScriptedPeers peers = new ScriptedPeers()) {
            peers.add(new ScriptedPeers.Honest(chain, 16));
            long write = 0;
            boolean died = true;
            while (died) {
                boolean before = diesAndGoesOn(chain, peers, FaultyStorage.Crash.before(write), "before" + write);
                boolean after = diesAndGoesOn(chain, peers, FaultyStorage.Crash.after(write), "after" + write);
                died = before || after;
                write++;
            }
            assertThat(write).isGreaterThan(16);
        }
    }

    private boolean diesAndGoesOn(ForgedChain chain, ScriptedPeers peers, FaultyStorage.Crash crash, String name) {
        try (SyncNode node =
                new SyncNode(network, network.genesis().slot() + chain.height() + 1, peers, directory.resolve(name))) {
            node.start(crash);
            untilSynced(node, chain.height());
            boolean died = node.isDead();
            node.stop();
            node.start();
            untilSynced(node, chain.height());
            assertThat(node.position().head().root()).as(name).isEqualTo(chain.root(chain.height()));
            return died;
        }
    }

    @Test
    void blocksThatComeWhileItSyncsAreFetchedToo() {
        ForgedChain chain = new ForgedChain(network, 400);
        AtomicInteger ranges = new AtomicInteger();
        try (ScriptedPeers peers = new ScriptedPeers();
                SyncNode node = node(chain, peers)) {
            peers.add(new ScriptedPeers.Peer() {
                private ScriptedPeers.Honest now() {
                    return new ScriptedPeers.Honest(chain, ranges.get() < 2 ? 320 : 400);
                }

                @Override
                public PeerAnswer<PeerStatus> status() {
                    return now().status();
                }

                @Override
                public PeerAnswer<BlockRange> range(long from, int count) {
                    ranges.incrementAndGet();
                    return now().range(from, count);
                }

                @Override
                public PeerAnswer<BlockRange> root(Bytes32 root) {
                    return now().root(root);
                }
            });
            node.start();
            untilSynced(node, 400);
        }
    }

    @Test
    void aChainWithoutTheCheckpointIsRefused() {
        ForgedChain chain = new ForgedChain(network, 64);
        Checkpoint elsewhere = new Checkpoint(Bytes32.fromHex("ef".repeat(32)), 40);
        try (ScriptedPeers peers = new ScriptedPeers();
                SyncNode node = node(chain, peers).trusting(elsewhere)) {
            PeerRef peer = peers.add(new ScriptedPeers.Honest(chain, 64));
            node.start();
            node.until(() -> !peers.reported(peer).isEmpty());
            assertThat(peers.reported(peer)).contains(Misconduct.OTHER_CHAIN);
            assertThat(node.position().federationFinal().height()).isLessThan(40);
            assertThat(node.status().mayProduce()).isFalse();
        }
    }

    @Test
    void aChainWithTheCheckpointIsTaken() {
        ForgedChain chain = new ForgedChain(network, 64);
        try (ScriptedPeers peers = new ScriptedPeers();
                SyncNode node = node(chain, peers).trusting(new Checkpoint(chain.root(40), 40))) {
            peers.add(new ScriptedPeers.Honest(chain, 64));
            node.start();
            untilSynced(node, 64);
        }
    }

    @Test
    void nothingIsProducedBeforeItIsNearTheTarget() {
        ForgedChain chain = new ForgedChain(network, 400);
        try (ScriptedPeers peers = new ScriptedPeers();
                SyncNode node = node(chain, peers)) {
            peers.add(new ScriptedPeers.Honest(chain, 400));
            node.start();
            node.until(() -> {
                if (node.status().mayProduce()) {
                    assertThat(node.status().height()).isGreaterThanOrEqualTo(392);
                }
                return node.status().phase() == SyncPhase.SYNCED;
            });
            assertThat(node.status().readiness()).isEqualTo(new SyncClass.Synced());
        }
    }

    /** A few blocks are enough to stall on: nobody tells the node of them, so it fetches them itself. */
    @Test
    void aNodeThatHearsNothingFetchesTheLastBlocks() {
        ForgedChain chain = new ForgedChain(network, 8);
        try (ScriptedPeers peers = new ScriptedPeers();
                SyncNode node = node(chain, peers)) {
            peers.add(new ScriptedPeers.Honest(chain, 8));
            node.start();
            untilSynced(node, 8);
        }
    }

    @Test
    void theSyncWaitsForTheExecutionLayerAndGoesOn() {
        ForgedChain chain = new ForgedChain(network, 200);
        try (ScriptedPeers peers = new ScriptedPeers();
                SyncNode node = node(chain, peers)) {
            peers.add(new ScriptedPeers.Honest(chain, 200));
            node.execution.failFromCall(60);
            node.start();
            node.until(() -> node.status()
                    .waitsFor()
                    .filter(reason -> reason.contains("SYN006"))
                    .isPresent());
            long before = node.position().federationFinal().height();
            assertThat(before).isLessThan(200);
            assertThat(node.status().mayProduce()).isFalse();
            node.execution.failFromCall(Long.MAX_VALUE);
            untilSynced(node, 200);
        }
    }

    @Test
    void certificatesOfOtherBallotsProveNothing() {
        ForgedChain chain = new ForgedChain(network, 64);
        try (ScriptedPeers peers = new ScriptedPeers();
                SyncNode node = node(chain, peers)) {
            PeerRef peer = peers.add(new ScriptedPeers.Honest(chain, 64) {
                @Override
                public PeerAnswer<BlockRange> root(Bytes32 root) {
                    BlockRange honest = chain.byRoot(root);
                    long slot = honest.blocks().getFirst().block().slot();
                    return new PeerAnswer.Value<>(
                            new BlockRange(honest.blocks(), List.of(chain.certificate(Ballot.notarize(slot, root)))));
                }
            });
            node.start();
            node.until(() -> !peers.reported(peer).isEmpty());
            assertThat(peers.reported(peer)).containsExactly(Misconduct.FALSE_CLAIM);
            assertThat(node.position().head().height()).isZero();
        }
    }
}
