package org.alys.p2p.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.alys.p2p.host.DialResult;
import org.alys.p2p.host.Host;
import org.alys.p2p.host.HostOptions;
import org.alys.p2p.identity.Multiaddr;
import org.alys.p2p.identity.NodeKey;
import org.alys.p2p.identity.PeerId;
import org.alys.p2p.time.SystemTimers;
import org.alys.primitives.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ExchangeTest {
    private static final RequestProtocol PROTOCOL =
            new RequestProtocol("/test/req/range/1", 64, 100_000, 10, 500_000, Duration.ofSeconds(20), 5, 0.001);

    private final SystemTimers timers = new SystemTimers();
    private final Host server = host();
    private final Host client = host();
    private final LinkedBlockingQueue<PeerId> refused = new LinkedBlockingQueue<>();
    private final Exchange serving = new Exchange(server, timers, refused::add);
    private final Exchange asking = new Exchange(client, timers);

    @BeforeEach
    void connect() throws Exception {
        server.listen(Multiaddr.parse("/ip4/127.0.0.1/tcp/0"));
        assertThat(client.connect(server.addresses().getFirst())).isInstanceOf(DialResult.Connected.class);
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
        timers.close();
    }

    @Test
    void answersWithAllChunks() {
        serving.serve(PROTOCOL, (peer, request) -> chunks(3, 90_000));
        assertThat(ask())
                .isInstanceOfSatisfying(
                        Reply.Answered.class,
                        answered -> assertThat(answered.chunks())
                                .hasSize(3)
                                .allSatisfy(chunk -> assertThat(chunk.size()).isEqualTo(90_000)));
    }

    @Test
    void answersWithNothing() {
        serving.serve(PROTOCOL, (peer, request) -> chunks(0, 0));
        assertThat(ask()).isEqualTo(new Reply.Answered(List.of()));
    }

    @Test
    void hearsWhyARequestIsRefused() {
        serving.serve(PROTOCOL, (peer, request) -> new Answer.Refused(Reason.UNAVAILABLE, "pruned"));
        assertThat(ask()).isEqualTo(new Reply.Refused(Reason.UNAVAILABLE, "pruned"));
    }

    @Test
    void survivesAHandlerThatFails() {
        serving.serve(PROTOCOL, (peer, request) -> {
            throw new IllegalStateException("as the test wants");
        });
        assertThat(ask()).isEqualTo(new Reply.Refused(Reason.SERVER_ERROR, "internal error"));
    }

    @Test
    void sendsNoMoreThanTheProtocolAllows() {
        serving.serve(PROTOCOL, (peer, request) -> chunks(100, 10));
        assertThat(ask())
                .isInstanceOfSatisfying(
                        Reply.Answered.class,
                        answered -> assertThat(answered.chunks()).hasSize(10));
    }

    @Test
    void refusesAnAnswerThatIsTooLarge() {
        RequestProtocol generous =
                new RequestProtocol(PROTOCOL.name(), 64, 200_000, 10, 500_000, Duration.ofSeconds(20), 5, 1);
        serving.serve(generous, (peer, request) -> chunks(1, 150_000));
        assertThat(ask()).isInstanceOf(Reply.Broken.class);
    }

    @Test
    void saysThatThePeerDoesNotSpeakIt() {
        assertThat(ask()).isEqualTo(new Reply.Unsupported());
    }

    @Test
    void refusesAPeerThatAsksTooOftenAndTellsOfIt() throws InterruptedException {
        serving.serve(PROTOCOL, (peer, request) -> chunks(1, 1));
        List<Reply> replies = IntStream.range(0, 6).mapToObj(i -> ask()).toList();
        assertThat(replies.subList(0, 5)).hasOnlyElementsOfType(Reply.Answered.class);
        assertThat(replies.get(5)).isEqualTo(new Reply.Refused(Reason.RATE_LIMITED, "too many requests"));
        assertThat(refused.poll(20, TimeUnit.SECONDS)).isEqualTo(client.peerId());
        assertThat(refused).isEmpty();
    }

    @Test
    void givesUpOnAPeerThatNeverAnswers() {
        CountDownLatch over = new CountDownLatch(1);
        RequestProtocol impatient = new RequestProtocol(PROTOCOL.name(), 64, 100, 1, 100, Duration.ofMillis(200), 5, 1);
        server.handle(PROTOCOL.name(), 1, stream -> {
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        assertThat(asking.ask(server.peerId(), impatient, Bytes.EMPTY)).isInstanceOf(Reply.Failed.class);
        over.countDown();
    }

    private Reply ask() {
        return asking.ask(server.peerId(), PROTOCOL, Bytes.of(new byte[] {1, 2, 3}));
    }

    private static Answer chunks(int count, int size) {
        return new Answer.Chunks(IntStream.range(0, count)
                .mapToObj(i -> Bytes.of(new byte[size]))
                .toList());
    }

    private Host host() {
        SecureRandom random = new SecureRandom();
        return new Host(HostOptions.of(NodeKey.generate(random), "test/1"), timers, random);
    }
}
