package org.alys.node.network.libp2p;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.alys.bitcoin.tx.CompactTarget;
import org.alys.chain.block.AuxPowHeader;
import org.alys.evm.payload.Fork;
import org.alys.node.network.BlockRange;
import org.alys.node.network.PeerAnswer;
import org.alys.node.network.PeerMessage;
import org.alys.node.network.PeerRef;
import org.alys.node.network.PeerStatus;
import org.alys.node.network.Refusal;
import org.alys.node.network.ServedChain;
import org.alys.node.network.Traffic;
import org.alys.node.network.wire.PeerMessageCodec;
import org.alys.p2p.exchange.Exchange;
import org.alys.p2p.exchange.Reason;
import org.alys.p2p.exchange.Reply;
import org.alys.p2p.exchange.RequestProtocol;
import org.alys.p2p.gossip.Gossip;
import org.alys.p2p.gossip.GossipOptions;
import org.alys.p2p.gossip.GossipParams;
import org.alys.p2p.gossip.ScoreParams;
import org.alys.p2p.gossip.Verdict;
import org.alys.p2p.host.DialResult;
import org.alys.p2p.host.Host;
import org.alys.p2p.host.HostOptions;
import org.alys.p2p.host.OpenResult;
import org.alys.p2p.host.Stream;
import org.alys.p2p.identity.Multiaddr;
import org.alys.p2p.identity.NodeKey;
import org.alys.p2p.time.SystemTimers;
import org.alys.p2p.wire.Varint;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stranger with a libp2p host of its own against one link. */
class AttackTest {
    private static final Bytes32 GENESIS = Bytes32.fromHex("0badcafe".repeat(8));
    private static final String MESHSUB = "/meshsub/1.1.0";
    private static final Duration HASTE = Duration.ofMillis(300);

    private final SecureRandom random = new SecureRandom();
    private final NodeKey member = NodeKey.generate(random);
    private final SystemTimers timers = new SystemTimers();
    private final Host stranger = new Host(HostOptions.of(NodeKey.generate(random), "stranger"), timers, random);
    private LibP2pLink victim;

    @TempDir
    private Path directory;

    @SuppressWarnings("NullAway.Init")
    AttackTest() {}

    @BeforeEach
    void open() throws IOException {
        open(GossipSettings.FRAME_TIMEOUT);
    }

    private void open(Duration frameTimeout) throws IOException {
        victim = LibP2pLink.open(
                new LinkSettings(
                        Fork.PRAGUE,
                        member,
                        List.of(Multiaddr.parse("/ip4/127.0.0.1/tcp/0")),
                        List.of(),
                        List.of(member.peerId()),
                        4,
                        DiscoverySettings.OFF,
                        Optional.of(directory),
                        InstantSource.system()),
                random,
                frameTimeout);
        victim.join(GENESIS, (from, message) -> Verdict.IGNORE);
    }

    @AfterEach
    void close() {
        victim.close();
        stranger.close();
        timers.close();
    }

    private Traffic.Counts counts() {
        return victim.traffic().orElseThrow().counts();
    }

    private static void await(BooleanSupplier condition) {
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("it did not come to that").isLessThan(giveUp);
            Thread.onSpinWait();
        }
    }

    private DialResult connect() {
        return stranger.connect(victim.addresses().getFirst());
    }

    /** A stream on which gossip is read. */
    private Stream stream() {
        assertThat(connect()).isInstanceOf(DialResult.Connected.class);
        OpenResult opened = stranger.open(member.peerId(), List.of(MESHSUB));
        assertThat(opened).isInstanceOf(OpenResult.Opened.class);
        return ((OpenResult.Opened) opened).stream();
    }

    /** In one piece, so that nobody can be late with a part of it. */
    private static byte[] framed(int length, byte[] bytes) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.writeBytes(Varint.encode(length));
        frame.writeBytes(bytes);
        return frame.toByteArray();
    }

    private void sendGiant() throws IOException {
        stream().write(Varint.encode(1L << 30));
        await(() -> stranger.connections().isEmpty());
    }

    @Test
    void whoAnnouncesAGiantFrameIsDroppedThenBanned() throws IOException {
        sendGiant();
        assertThat(counts().bans()).isZero();
        sendGiant();
        assertThat(counts().bans()).isEqualTo(1);
        assertThat(counts().offences()).containsOnlyKeys("malformed");
    }

    @Test
    void aBanOutlivesARestart() throws IOException {
        sendGiant();
        sendGiant();
        assertThat(counts().bans()).isEqualTo(1);
        victim.close();
        open();
        connect();
        await(() -> stranger.connections().isEmpty());
        assertThat(victim.connectedNodes()).isZero();
        assertThat(counts().offences()).isEmpty();
    }

    @Test
    void whoBeginsAMessageAndDoesNotFinishItIsDropped() throws IOException {
        victim.close();
        open(HASTE);
        stream().write(framed(1000, new byte[10]));
        await(() -> stranger.connections().isEmpty());
        assertThat(counts().offences()).containsOnlyKeys("stalled");
    }

    @Test
    void garbageIsMalformed() throws IOException {
        stream().write(framed(5, new byte[] {-1, -1, -1, -1, -1}));
        await(() -> stranger.connections().isEmpty());
        assertThat(counts().offences()).containsOnlyKeys("malformed");
    }

    @Test
    void whoFloodsIsBanned() {
        try (Gossip gossip = new Gossip(
                stranger,
                timers,
                GossipOptions.of(GossipParams.DEFAULT, ScoreParams.of(Map.of())),
                random,
                System.nanoTime())) {
            String topic = Topic.AUXPOW.on(GENESIS);
            gossip.subscribe(topic, (forwarder, message) -> Verdict.IGNORE);
            assertThat(connect()).isInstanceOf(DialResult.Connected.class);
            await(() -> !gossip.subscribers(topic).isEmpty());
            Bytes useless = Bytes.of(new PeerMessageCodec(Fork.PRAGUE)
                    .encode(new PeerMessage.AuxPowProof(new AuxPowHeader(
                            Bytes32.ZERO, Bytes32.ZERO, CompactTarget.REGTEST_LIMIT, EvmAddress.ZERO, Bytes.EMPTY))));
            await(() -> {
                if (!stranger.connections().isEmpty() && gossip.dropped() == 0) {
                    gossip.publish(topic, useless);
                }
                return counts().bans() == 1;
            });
            assertThat(counts().offences()).containsOnlyKeys("too_many");
            await(() -> stranger.connections().isEmpty());
        }
    }

    @Test
    void whoGoesOnAskingFasterThanItIsAnsweredIsBanned() {
        victim.serve(new Silent());
        RequestProtocol status =
                new RequestProtocol("/alys/req/status/1", 120, 120, 1, 120, Duration.ofSeconds(5), 8, 1);
        Exchange exchange = new Exchange(stranger, timers);
        assertThat(connect()).isInstanceOf(DialResult.Connected.class);
        int refused = 0;
        while (counts().bans() == 0) {
            Reply reply = exchange.ask(member.peerId(), status, Bytes.of(new byte[120]));
            refused += reply instanceof Reply.Refused(Reason reason, var _) && reason == Reason.RATE_LIMITED ? 1 : 0;
        }
        assertThat(counts().offences()).containsOnlyKeys("too_many_requests");
        assertThat(refused).isGreaterThanOrEqualTo(20);
        await(() -> stranger.connections().isEmpty());
    }

    /** Has nothing to say. */
    private static final class Silent implements ServedChain {
        @Override
        public PeerAnswer<PeerStatus> status(PeerRef from, PeerStatus theirs) {
            return new PeerAnswer.Refused<>(Refusal.UNAVAILABLE, "starting");
        }

        @Override
        public PeerAnswer<BlockRange> blocksByRange(PeerRef from, long first, int count) {
            return new PeerAnswer.Refused<>(Refusal.UNAVAILABLE, "starting");
        }

        @Override
        public PeerAnswer<BlockRange> blocksByRoot(PeerRef from, List<Bytes32> roots) {
            return new PeerAnswer.Refused<>(Refusal.UNAVAILABLE, "starting");
        }
    }

    @Test
    void aStreamOfAnotherNetworkIsNotServed() {
        assertThat(connect()).isInstanceOf(DialResult.Connected.class);
        assertThat(stranger.open(member.peerId(), List.of("/alys/0badcafe/consensus/1")))
                .isInstanceOf(OpenResult.Unsupported.class);
    }
}
