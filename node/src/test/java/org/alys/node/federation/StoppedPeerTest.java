package org.alys.node.federation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.alys.node.network.BlockRange;
import org.alys.node.network.PeerAnswer;
import org.alys.node.network.PeerRef;
import org.alys.node.network.PeerStatus;
import org.alys.node.network.ServedChain;
import org.alys.node.sync.SyncMessage;
import org.alys.node.sync.SyncPhase;
import org.alys.primitives.Bytes32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A node that its operator stopped at some block is an honest peer: others get from it what it can prove, and hold nothing against it. */
class StoppedPeerTest {
    private static final int LENGTH = 400;

    private final Network network = Network.of(3, 2, 1_000_000);
    private final ForgedChain chain = new ForgedChain(network, LENGTH);

    @TempDir
    private Path directory;

    private SyncNode node(ScriptedPeers peers, String name) {
        return new SyncNode(network, network.genesis().slot() + LENGTH + 1, peers, directory.resolve(name));
    }

    /** Another node as a peer, and how many questions to it are under way. */
    private static final class Neighbour implements ScriptedPeers.Peer {
        private static final PeerRef ASKING = new PeerRef("asking", OptionalInt.empty());

        private final ServedChain served;
        private final PeerStatus asking;
        private final UnderWay underWay = new UnderWay();

        Neighbour(ServedChain served, PeerStatus asking) {
            this.served = served;
            this.asking = asking;
        }

        @Override
        public PeerAnswer<PeerStatus> status() {
            return underWay.counted(() -> served.status(ASKING, asking));
        }

        @Override
        public PeerAnswer<BlockRange> range(long from, int count) {
            return underWay.counted(() -> served.blocksByRange(ASKING, from, count));
        }

        @Override
        public PeerAnswer<BlockRange> root(Bytes32 root) {
            return underWay.counted(() -> served.blocksByRoot(ASKING, List.of(root)));
        }
    }

    /** Of these blocks the first has a certificate of its own; the second is final by that of a later one, and the 200th is the last before it that has one. */
    @ParameterizedTest
    @CsvSource({"200, 200", "203, 200"})
    void whoWasToldWhereToStopShowsWhatItCanProve(long end, long proven) {
        try (ScriptedPeers peers = new ScriptedPeers();
                SyncNode told = node(peers, "told")) {
            peers.add(new ScriptedPeers.Honest(chain, LENGTH));
            told.start();
            told.order(reply -> new SyncMessage.Resume(OptionalLong.of(end), reply));
            told.until(() -> told.status().phase() == SyncPhase.PAUSED);
            assertThat(told.position().federationFinal().height()).isEqualTo(end);
            requireAnotherSyncsFrom(told, proven, "first");

            told.stop();
            told.start();
            told.until(() -> told.status().phase() == SyncPhase.PAUSED);
            requireAnotherSyncsFrom(told, proven, "after a restart");
        }
    }

    /** The chain has dozens of blocks in hand then, final by a certificate of the last of them. */
    @Test
    void aPauseHoldsFromTheNextBlockOnAndWhatIsThereIsShown() {
        try (ScriptedPeers peers = new ScriptedPeers();
                SyncNode told = node(peers, "told")) {
            peers.add(new ScriptedPeers.Honest(chain, LENGTH));
            told.execution.before(150, () -> told.orderFromWithin(SyncMessage.Pause::new));
            told.start();
            told.until(() -> told.status().phase() == SyncPhase.PAUSED);
            told.pass(Duration.ofMinutes(1));
            assertThat(told.position().head().height()).isEqualTo(150);
            assertThat(told.position().federationFinal().root()).isEqualTo(chain.root(150));
            long proven = told.position().proven().height();
            assertThat(proven).isBetween(96L, 149L);
            requireAnotherSyncsFrom(told, proven, "another");

            told.stop();
            told.start();
            told.pass(Duration.ofMinutes(1));
            assertThat(told.position().head().height()).isEqualTo(150);
            told.order(reply -> new SyncMessage.Resume(OptionalLong.empty(), reply));
            told.until(() -> told.status().height() == LENGTH);
            assertThat(told.position().proven().root()).isEqualTo(chain.root(LENGTH));
        }
    }

    private void requireAnotherSyncsFrom(SyncNode told, long proven, String name) {
        Neighbour neighbour = new Neighbour(told.served(), chain.status(0));
        try (ScriptedPeers peers = new ScriptedPeers();
                SyncNode late = node(peers, name).pausingWhile(neighbour.underWay::any)) {
            PeerRef peer = peers.add(neighbour);
            late.start();
            late.until(() ->
                    late.status().height() == proven || !peers.reported(peer).isEmpty());
            late.pass(Duration.ofMinutes(2));
            assertThat(peers.reported(peer)).isEmpty();
            assertThat(late.position().federationFinal().root()).isEqualTo(chain.root(proven));
            assertThat(late.status().phase()).isEqualTo(SyncPhase.SYNCED);
        }
    }
}
