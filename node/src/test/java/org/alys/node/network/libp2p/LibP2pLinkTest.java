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
import java.util.stream.Stream;
import org.alys.chain.vote.MemberSet;
import org.alys.evm.payload.Fork;
import org.alys.node.network.PeerMessage;
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
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(giveUp);
            TimeUnit.MILLISECONDS.sleep(5);
        }
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
            await(() -> {
                member.broadcast(new PeerMessage.SkipRequest(5, 6));
                return !heard.isEmpty();
            });
            assertThat(heard.poll()).isEqualTo(new PeerMessage.SkipRequest(5, 6));
            assertThat(far.reachableMembers()).hasValue(0);
        }
    }

    @Test
    void aNodeThatKnowsNoMemberIsAnsweredByAnother() throws IOException, InterruptedException {
        PeerMessage.BlocksRequest request = new PeerMessage.BlocksRequest(GENESIS, 3);
        PeerMessage.Blocks answer = new PeerMessage.Blocks(List.of(), Optional.empty());
        try (LibP2pLink near = open(NodeKey.generate(random), List.of());
                LibP2pLink far = open(NodeKey.generate(random), near.addresses())) {
            near.join(GENESIS, (from, message) -> {
                if (message.equals(request)) {
                    near.send(from, answer);
                }
                return Verdict.IGNORE;
            });
            hear(far);
            await(() -> far.connectedNodes() == 1 && near.connectedNodes() == 1);
            far.send(0, request);
            assertThat(heard.poll(20, TimeUnit.SECONDS)).isEqualTo(answer);
        }
    }

    @Test
    void blocksThatNobodyAskedForAreForbidden() throws IOException, InterruptedException {
        try (LibP2pLink near = open(NodeKey.generate(random), List.of());
                LibP2pLink far = open(NodeKey.generate(random), near.addresses())) {
            near.join(GENESIS, (from, message) -> Verdict.IGNORE);
            far.join(GENESIS, (from, message) -> Verdict.IGNORE);
            await(() -> far.connectedNodes() == 1 && near.connectedNodes() == 1);
            far.send(MemberSet.MAX_MEMBERS, new PeerMessage.Blocks(List.of(), Optional.empty()));
            await(() -> near.traffic().orElseThrow().counts().offences().containsKey("forbidden"));
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
            await(() -> {
                member.broadcast(new PeerMessage.SkipRequest(5, 6));
                return near.traffic().orElseThrow().counts().bans() == 1;
            });
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
