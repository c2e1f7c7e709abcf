package org.alys.node.network.libp2p;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.alys.evm.payload.Fork;
import org.alys.node.network.BlockRange;
import org.alys.node.network.PeerAnswer;
import org.alys.node.network.PeerMessage;
import org.alys.node.network.PeerRef;
import org.alys.node.network.PeerStatus;
import org.alys.node.network.ServedChain;
import org.alys.node.network.wire.RequestKind;
import org.alys.p2p.gossip.Verdict;
import org.alys.p2p.identity.Multiaddr;
import org.alys.p2p.identity.NodeKey;
import org.alys.primitives.Bytes32;
import org.junit.jupiter.api.Test;

class LibP2pLinkTest {
    private static final Bytes32 GENESIS = Bytes32.fromHex("0badcafe".repeat(8));
    private static final Bytes32 OTHER_GENESIS = Bytes32.fromHex("0badc0de".repeat(8));

    private final SecureRandom random = new SecureRandom();
    private final NodeKey first = NodeKey.generate(random);
    private final NodeKey second = NodeKey.generate(random);
    private final BlockingQueue<PeerMessage> heard = new LinkedBlockingQueue<>();

    private LibP2pLink open(NodeKey key, List<Multiaddr> peers) throws IOException {
        return LibP2pLink.open(
                new LinkSettings(
                        Fork.PRAGUE,
                        key,
                        List.of(Multiaddr.parse("/ip4/127.0.0.1/tcp/0")),
                        peers,
                        Stream.of(first, second).map(NodeKey::peerId).toList(),
                        1,
                        DiscoverySettings.OFF,
                        Optional.empty(),
                        InstantSource.system()),
                random);
    }

    private void hear(LibP2pLink link) {
        link.join(GENESIS, (from, message) -> {
            heard.add(message);
            return Verdict.ACCEPT;
        });
    }

    private static void await(java.util.function.BooleanSupplier condition) throws InterruptedException {
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(giveUp);
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    /** Not faster than it can be heard, or those who listen fall ever further behind. */
    private static void sayUntil(java.util.function.BooleanSupplier heard, LibP2pLink link, PeerMessage message)
            throws InterruptedException {
        await(() -> {
            link.broadcast(message);
            pause();
            return heard.getAsBoolean();
        });
    }

    private static void pause() {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
    }

    @Test
    void aNodeThatJoinsLateIsReachedFromThenOn() throws IOException, InterruptedException {
        try (LibP2pLink late = open(second, List.of());
                LibP2pLink early = open(first, late.addresses())) {
            early.join(GENESIS, (from, message) -> Verdict.ACCEPT);
            await(() -> early.connectedNodes() == 1);
            assertThat(early.reachableMembers()).hasValue(0);
            hear(late);
            await(() -> early.reachableMembers().orElseThrow() == 1);
            PeerMessage said = new PeerMessage.SkipRequest(2, 2);
            early.broadcast(said);
            assertThat(heard.poll(20, TimeUnit.SECONDS)).isEqualTo(said);
        }
    }

    @Test
    void whatIsSaidAgainArrivesAgain() throws IOException, InterruptedException {
        try (LibP2pLink listener = open(second, List.of());
                LibP2pLink speaker = open(first, listener.addresses())) {
            hear(listener);
            speaker.join(GENESIS, (from, message) -> Verdict.ACCEPT);
            await(() -> speaker.reachableMembers().orElseThrow() == 1);
            PeerMessage said = new PeerMessage.SkipRequest(3, 4);
            for (int time = 0; time < 3; time++) {
                speaker.broadcast(said);
                assertThat(heard.poll(20, TimeUnit.SECONDS)).isEqualTo(said);
            }
        }
    }

    @Test
    void aNodeThatKnowsNoMemberHearsThroughAnother() throws IOException, InterruptedException {
        try (LibP2pLink member = open(first, List.of());
                LibP2pLink near = open(NodeKey.generate(random), member.addresses());
                LibP2pLink far = open(NodeKey.generate(random), near.addresses())) {
            member.join(GENESIS, (from, message) -> Verdict.ACCEPT);
            near.join(GENESIS, (from, message) -> Verdict.ACCEPT);
            hear(far);
            sayUntil(() -> !heard.isEmpty(), member, new PeerMessage.SkipRequest(5, 6));
            assertThat(heard.poll()).isEqualTo(new PeerMessage.SkipRequest(5, 6));
            assertThat(far.reachableMembers()).hasValue(0);
        }
    }

    private static void serve(LibP2pLink link) {
        link.serve(new ServedChain() {
            @Override
            public PeerAnswer<PeerStatus> status(PeerRef from, PeerStatus theirs) {
                return new PeerAnswer.Value<>(theirs);
            }

            @Override
            public PeerAnswer<BlockRange> blocksByRange(PeerRef from, long first, int count) {
                return new PeerAnswer.Value<>(BlockRange.EMPTY);
            }

            @Override
            public PeerAnswer<BlockRange> blocksByRoot(PeerRef from, List<Bytes32> roots) {
                return new PeerAnswer.Value<>(BlockRange.EMPTY);
            }
        });
    }

    private PeerRef onlyPeer(LibP2pLink link) throws InterruptedException {
        await(() -> link.requests().peers().size() == 1);
        return link.requests().peers().getFirst();
    }

    @Test
    void aNodeThatKnowsNoMemberIsAnsweredByAnother() throws IOException, InterruptedException {
        try (LibP2pLink near = open(NodeKey.generate(random), List.of());
                LibP2pLink far = open(NodeKey.generate(random), near.addresses())) {
            serve(near);
            near.join(GENESIS, (from, message) -> Verdict.IGNORE);
            far.join(GENESIS, (from, message) -> Verdict.IGNORE);
            PeerRef peer = onlyPeer(far);
            assertThat(peer.member()).isEmpty();
            assertThat(far.requests().blocksByRoot(peer, List.of(GENESIS)))
                    .isEqualTo(new PeerAnswer.Value<>(BlockRange.EMPTY));
        }
    }

    @Test
    void whoAsksNoFasterThanItIsAnsweredOffendsNobody() throws IOException, InterruptedException {
        try (LibP2pLink near = open(NodeKey.generate(random), List.of());
                LibP2pLink far = open(NodeKey.generate(random), near.addresses())) {
            serve(near);
            near.join(GENESIS, (from, message) -> Verdict.IGNORE);
            far.join(GENESIS, (from, message) -> Verdict.IGNORE);
            PeerRef peer = onlyPeer(far);
            for (int i = 0; i < 2 * RequestKind.BLOCKS_BY_ROOT.burst(); i++) {
                assertThat(far.requests().blocksByRoot(peer, List.of(GENESIS))).isInstanceOf(PeerAnswer.Value.class);
            }
            assertThat(near.traffic().orElseThrow().counts().offences()).isEmpty();
        }
    }

    @Test
    void whatIsRejectedGoesNoFurtherAndCostsWhoSentIt() throws IOException, InterruptedException {
        try (LibP2pLink member = open(first, List.of());
                LibP2pLink near = open(second, member.addresses());
                LibP2pLink far = open(NodeKey.generate(random), near.addresses())) {
            member.join(GENESIS, (from, message) -> Verdict.ACCEPT);
            near.join(GENESIS, (from, message) -> Verdict.REJECT);
            hear(far);
            sayUntil(
                    () -> near.traffic().orElseThrow().counts().bans() == 1, member, new PeerMessage.SkipRequest(5, 6));
            assertThat(near.traffic().orElseThrow().counts().offences()).containsKey("invalid");
            assertThat(heard).isEmpty();
        }
    }

    @Test
    void nodesOfAnotherGenesisAreNotReached() throws IOException, InterruptedException {
        try (LibP2pLink listener = open(second, List.of());
                LibP2pLink speaker = open(first, listener.addresses())) {
            hear(listener);
            speaker.join(OTHER_GENESIS, (from, message) -> Verdict.ACCEPT);
            await(() -> speaker.connectedNodes() == 1 && listener.connectedNodes() == 1);
            assertThat(speaker.reachableMembers()).hasValue(0);
            assertThat(listener.reachableMembers()).hasValue(0);
        }
    }
}
